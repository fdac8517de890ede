"""Simulated falls and daily life of people who do not exist, for a twin that needs no recording without a licence.

A scene is how a trunk is tilted, which way it faces, how the forearm is held to it, and how both are accelerated in the room. What a sensor at
the waist or the wrist reads follows from these at 200 Hz: angular rate from its turning, specific force from gravity, its acceleration and, at the
wrist, the arm's lever; then the mean of four gives 50 Hz. The ranges are round figures from mechanics and from what papers say of falls: less
force for 0.2 to 0.7 s while the body goes down, a turn by 45 to 110 degrees, an impact of 30 to 120 ms that bounces, then somebody who lies.
Nothing here is fitted to recordings.
"""

from dataclasses import dataclass

import numpy as np

from common.turning import any_rotations

from . import RATE_HZ
from .recordings import made

FINE = 4  # of each of these one sample is the mean
HZ = FINE * RATE_HZ
UP = np.array([0.0, 0.0, 1.0])
SOURCE = "simulated-falls"


@dataclass(frozen=True)
class Person:
    """How somebody walks and wears the sensor; the same in all that they do."""

    name: str
    cadence_hz: float  # steps
    vigour: float
    arm_m: float  # from shoulder to wrist
    worn: np.ndarray  # the sensor's orientation on the trunk or the forearm
    noise_g: float
    noise_dps: float
    bias_dps: np.ndarray

    @staticmethod
    def drawn(name, random):
        return Person(
            name,
            random.uniform(1.5, 2.3),
            np.exp(random.normal(0, 0.2)),
            random.uniform(0.4, 0.65),
            any_rotations(1, random)[0],
            random.uniform(0.003, 0.02),
            random.uniform(0.2, 1.5),
            random.normal(0, 1.0, 3),
        )


def recordings(site, seed, people, falls, daily):
    """Of each of so many people so many falls and stretches of daily life. Other seeds give other people."""
    random = np.random.default_rng((seed, ("waist", "wrist").index(site)))
    made_up = []
    for number in range(people):
        person = Person.drawn(f"simulated-{seed}-{number + 1:02d}", random)
        for count in range(falls):
            made_up.append(fallen(site, person, f"{person.name} fall {count + 1}", random))
        kinds = DAILY + (HANDS if site == "wrist" else ())
        order = random.permutation(np.resize(random.permutation(len(kinds)), daily))
        for count, kind in enumerate(order):
            made_up.append(lived(site, person, f"{person.name} {kinds[kind].__name__} {count + 1}", kinds[kind], kinds, random))
    return made_up


def fallen(site, person, name, random):
    """A fall whose impact is the hardest of its recording, as the readers take it for."""
    while True:
        scene = Scene(random.uniform(11, 16), person, random)
        at, activity = fall(scene)
        recording = made(SOURCE, site, person.name, name, activity, True, scene.sensed(site))
        if -0.4 < recording.impact / RATE_HZ - at < 0.8:
            return recording


def lived(site, person, name, kind, kinds, random):
    scene = Scene(random.uniform(11, 24), person, random)
    idle(scene, random.uniform(0.3, 2.0))
    kind(scene)
    while scene.left() > 4:
        if random.random() < 0.4:
            idle(scene, random.uniform(0.5, 2.5))
        kinds[random.integers(len(kinds))](scene) if random.random() < 0.3 else kind(scene)
    return made(SOURCE, site, person.name, name, kind.__name__, False, scene.sensed(site))


class Scene:
    def __init__(self, seconds, person, random):
        self.person, self.random = person, random
        samples = int(seconds * RATE_HZ) * FINE
        self.time = np.arange(samples) / HZ
        self.now = 0.0
        self.tilt = noise(random, samples, 0.3, 1.0)  # rotation vector in degrees: x to a side, y forward
        self.tilt[:, 2] = 0
        self.facing = noise(random, samples, 0.2, 3.0)[:, 0]  # degrees about the vertical
        self.rolled = np.zeros(samples)  # about the trunk's own axis, as who lies turns over
        self.arm = noise(random, samples, 0.4, random.uniform(2, 8)) + random.normal(0, 15, 3)
        self.body = noise(random, samples, 3, 0.006)  # acceleration in g: forward, left, up
        self.hand = noise(random, samples, 4, 0.008)  # besides, at the wrist
        self.posture = np.zeros(3)

    def left(self):
        return self.time[-1] - self.now

    def turn(self, what, change, at, lasting):
        """Adds a turn with minimum jerk, which stays."""
        u = np.clip((self.time - at) / lasting, 0, 1)
        what += np.multiply.outer(u**3 * (10 - 15 * u + 6 * u * u), change)

    def lean(self, posture, at, lasting):
        """Tilts the trunk to a posture."""
        self.turn(self.tilt, np.asarray(posture, float) - self.posture, at, lasting)
        self.posture = np.asarray(posture, float)

    def push(self, what, change, at, width):
        """Adds half a sine."""
        some = self.between(at - width / 2, at + width / 2)
        what[some] += np.multiply.outer(np.sin(np.pi * ((self.time[some] - at) / width + 0.5)), change)

    def between(self, begin, end):
        return slice(*np.clip(np.ceil(np.array([begin, end]) * HZ).astype(int), 0, len(self.time)))

    def hit(self, peak, at, width, direction=UP, hand=1.0):
        """Something that hits the body: a push, what it rings, a jolt of the trunk and a harder one of the arm."""
        random = self.random
        direction = np.asarray(direction, float) + random.normal(0, 0.25, 3)
        direction /= np.linalg.norm(direction)
        self.push(self.body, peak * direction, at, width)
        self.push(self.hand, peak * (hand * np.exp(random.normal(0, 0.35)) - 1) * direction, at + random.uniform(-0.02, 0.05), width)
        some = self.between(at, at + 1)
        since = self.time[some] - at
        ringing = np.exp(-since / random.uniform(0.04, 0.15))
        wave = ringing * np.sin(2 * np.pi * random.uniform(6, 14) * since)
        self.body[some] += np.multiply.outer(wave, 0.15 * peak * random.normal(0, 0.6, 3))
        self.hand[some] += np.multiply.outer(wave, 0.15 * peak * random.normal(0, 0.8, 3))
        jolt = ringing * np.clip(since / 0.03, 0, 1) * np.sin(2 * np.pi * random.uniform(3, 6) * since)
        self.tilt[some] += np.multiply.outer(jolt, min(peak, 5) * random.normal(0, 0.6, 3) * [1, 1, 0])
        self.arm[some] += np.multiply.outer(jolt, min(peak, 5) * random.normal(0, 0.9, 3))

    def during(self, begin, end, fade=0.3):
        return np.clip(np.minimum(self.time - begin, end - self.time) / fade, 0, 1)

    def sensed(self, site):
        """n x 6 samples at 50 Hz, in g and deg/s."""
        trunk = about_vertical(self.facing) @ turned(self.tilt) @ about_vertical(self.rolled)
        orientation, room = trunk, np.einsum("nij,nj->ni", about_vertical(self.facing), self.body)
        if site == "wrist":
            orientation = trunk @ turned(self.arm)
            place = 0.45 * trunk[:, :, 2] - self.person.arm_m * orientation[:, :, 2]
            lever = np.gradient(np.gradient(place, axis=0), axis=0) * HZ * HZ / 9.80665
            room = room + np.einsum("nij,nj->ni", about_vertical(self.facing), self.hand) + lever
        orientation = orientation @ self.person.worn
        force = np.einsum("nji,nj->ni", orientation, room + UP)
        step = np.einsum("nji,njk->nik", orientation[:-1], orientation[1:])
        rate = np.stack([step[:, 2, 1] - step[:, 1, 2], step[:, 0, 2] - step[:, 2, 0], step[:, 1, 0] - step[:, 0, 1]], axis=1) / 2
        rate = np.rad2deg(np.concatenate([rate, rate[-1:]])) * HZ
        values = np.concatenate([force, rate], axis=1).reshape(-1, FINE, 6).mean(axis=1)
        person, random = self.person, self.random
        values[:, :3] += random.normal(0, person.noise_g, (len(values), 3))
        values[:, 3:] += random.normal(0, person.noise_dps, (len(values), 3)) + person.bias_dps
        return np.clip(values, [-16] * 3 + [-2000] * 3, [16] * 3 + [2000] * 3)


# ---- what comes before, and daily life; each begins at the scene's `now` and leaves it behind itself


def idle(scene, lasting=None):
    """Standing or sitting about; an arm moves now and then."""
    lasting = scene.random.uniform(1, 4) if lasting is None else lasting
    if scene.random.random() < 0.5:
        change = scene.random.normal(0, 35, 3)
        scene.turn(scene.arm, change, scene.now, scene.random.uniform(0.4, 1.2))
        scene.turn(scene.arm, -change * scene.random.uniform(0.6, 1), scene.now + lasting * 0.7, scene.random.uniform(0.4, 1.2))
    scene.now += lasting


def walking(scene, lasting=None, strike=(0.1, 0.7), cadence=1.0):
    random, person = scene.random, scene.person
    lasting = random.uniform(3, 8) if lasting is None else lasting
    inside = scene.during(scene.now, scene.now + lasting, 0.6)
    rate = person.cadence_hz * cadence * random.uniform(0.9, 1.1)
    phase = 2 * np.pi * rate * (scene.time - scene.now) + 0.4 * noise(random, len(scene.time), 0.5, 1)[:, 0]
    vigour = person.vigour * random.uniform(0.7, 1.3)
    scene.body[:, 2] += inside * vigour * (random.uniform(0.12, 0.4) * np.sin(phase) + random.uniform(0, 0.12) * np.sin(2 * phase + 1))
    scene.body[:, 0] += inside * vigour * random.uniform(0.05, 0.2) * np.sin(phase + random.uniform(0, 6))
    scene.body[:, 1] += inside * vigour * random.uniform(0.05, 0.18) * np.sin(phase / 2)
    scene.tilt += np.multiply.outer(inside * np.sin(phase / 2 + 0.5), random.normal(0, 3, 3) * [1, 1, 0])
    scene.facing += inside * random.uniform(2, 8) * np.sin(phase / 2)
    swing = random.uniform(5, 32) * random.choice([1.0, 1.0, 0.15])
    scene.arm += np.multiply.outer(inside * np.sin(phase / 2), swing * direction_near((0.1, 1, 0.2), 0.2, random))
    hard = random.uniform(*strike) * vigour
    for at in np.arange(scene.now + 0.4, scene.now + lasting - 0.3, 1 / rate):
        peak = hard * np.exp(random.normal(0, 0.25))
        scene.push(scene.body, peak * direction_near((-0.3, 0, 1), 0.2, random), at + random.normal(0, 0.01), random.uniform(0.05, 0.1))
    if random.random() < 0.4:
        scene.turn(scene.facing, random.uniform(-180, 180), scene.now + random.uniform(0, lasting / 2), random.uniform(1, 2.5))
    scene.now += lasting


def stairs(scene):
    """Up, or down, which strikes harder."""
    walking(scene, scene.random.uniform(4, 9), (0.15, 1.6), scene.random.uniform(0.65, 1.05))


def jogging(scene, lasting=None):
    """Flight and stance: what the ground gives in a share of the time makes up for the rest."""
    random, person = scene.random, scene.person
    lasting = random.uniform(3, 8) if lasting is None else lasting
    inside = scene.during(scene.now, scene.now + lasting, 0.5)
    rate = random.uniform(2.2, 3.2)
    share = random.uniform(0.3, 0.75)
    u = np.mod((scene.time - scene.now) * rate + 0.1 * noise(random, len(scene.time), 0.6, 1)[:, 0], 1)
    stance = np.where(u < share, np.pi / 2 / share * np.sin(np.pi * u / share), 0)
    scene.body[:, 2] += inside * random.uniform(0.7, 1.0) * (stance - 1)
    scene.body[:, 0] += inside * random.uniform(0.1, 0.5) * np.sin(2 * np.pi * u + random.uniform(0, 6))
    phase = np.pi * rate * (scene.time - scene.now)
    scene.body[:, 1] += inside * random.uniform(0.05, 0.35) * np.sin(phase)
    scene.tilt += np.multiply.outer(inside * np.sin(phase), random.normal(0, 3.5, 3) * [1, 1, 0])
    scene.facing += inside * random.uniform(4, 14) * np.sin(phase)
    bend = random.uniform(30, 100) * direction_near((0, -1, 0), 0.3, random)
    scene.arm += np.multiply.outer(scene.during(scene.now, scene.now + lasting, 0.8), bend)
    scene.arm += np.multiply.outer(inside * np.sin(phase), random.uniform(8, 30) * direction_near((0.1, 1, 0.3), 0.3, random))
    scene.hand += np.multiply.outer(inside * (stance - 1) * random.uniform(-0.2, 0.5), direction_near((0, 0, 1), 0.3, random))
    for at in np.arange(scene.now + 0.4, scene.now + lasting - 0.3, 1 / rate):
        scene.push(scene.body, random.uniform(0.1, 1.2) * person.vigour * direction_near((-0.3, 0, 1), 0.3, random), at, random.uniform(0.03, 0.07))
    scene.now += lasting


def jumping(scene):
    """Crouch, push, flight, landing, upright again."""
    random = scene.random
    for _ in range(random.integers(1, 5)):
        begin = scene.now + 0.1
        flight = random.uniform(0.18, 0.55)
        crouch, drive = random.uniform(0.2, 0.5), random.uniform(0.2, 0.35)
        scene.lean([0, random.uniform(5, 35), 0], begin, crouch)
        scene.push(scene.body, [0, 0, -random.uniform(0.2, 0.7)], begin + crouch / 2, crouch)
        scene.push(scene.body, [0, 0, np.pi / 2 * (flight / 2 / drive + 0.2)], begin + crouch + drive / 2, drive)
        off = begin + crouch + drive
        scene.lean([0, random.uniform(-5, 8), 0], off - 0.2, 0.3)
        scene.body[:, 2] -= scene.during(off, off + flight, 0.04)
        width = random.uniform(0.05, 0.16)
        scene.hit(random.uniform(1.2, 6) * (0.5 + flight), off + flight + width / 2, width, (random.normal(0, 0.2), 0, 1))
        if random.random() < 0.7:
            scene.hit(random.uniform(0.3, 1.6), off + flight + random.uniform(0.15, 0.3), random.uniform(0.05, 0.15))
        lift = random.uniform(10, 60) * direction_near((0.2, -1, 0), 0.4, random)
        scene.turn(scene.arm, lift, begin + crouch, drive + 0.1)
        scene.turn(scene.arm, -lift, off + flight * 0.6, random.uniform(0.4, 0.8))
        scene.now = off + flight + random.uniform(0.3, 1.5)


def sitting_down(scene, hard=None):
    """Slowly or hard, and up again, or a while later."""
    random = scene.random
    hard = random.random() < 0.5 if hard is None else hard
    lasting = random.uniform(0.45, 0.9) if hard else random.uniform(0.9, 2.0)
    begin = scene.now
    scene.lean([random.normal(0, 5), random.uniform(15, 45), 0], begin, lasting)
    drop = random.uniform(0.15, 0.75) if hard else random.uniform(0.02, 0.2)
    scene.push(scene.body, [0, 0, -drop], begin + lasting * 0.55, lasting * 0.8)
    peak = random.uniform(0.6, 3.5) if hard else random.uniform(0.05, 0.7)
    scene.hit(peak, begin + lasting, random.uniform(0.04, 0.14), hand=random.uniform(0.2, 1))
    if hard and random.random() < 0.5:
        scene.hit(peak * random.uniform(0.1, 0.4), begin + lasting + random.uniform(0.1, 0.3), random.uniform(0.05, 0.12))
    scene.lean([random.normal(0, 5), random.uniform(-30, 10), 0], begin + lasting * random.uniform(0.8, 1.1), random.uniform(0.5, 1.2))
    change = random.normal(0, 40, 3)
    scene.turn(scene.arm, change, begin + random.uniform(0, 1), random.uniform(0.5, 1.2))
    scene.now = begin + lasting + random.uniform(1.5, 4)
    if random.random() < 0.6:
        rising = random.uniform(0.7, 1.8)
        scene.lean([0, random.uniform(15, 45), 0], scene.now, rising * 0.6)
        scene.push(scene.body, [0, 0, random.uniform(0.1, 0.5)], scene.now + rising * 0.4, rising * 0.5)
        scene.lean([0, 0, 0], scene.now + rising * 0.5, rising * 0.7)
        if random.random() < 0.2:  # does not make it, and drops back into the chair
            scene.hit(random.uniform(0.8, 2.8), scene.now + rising, random.uniform(0.05, 0.14))
        scene.now += rising + 0.6


def lying_down(scene):
    """Onto a bed: sits first, then the trunk goes down with hardly less force on it than before; turns over; often gets up."""
    random = scene.random
    sitting = random.uniform(0.7, 1.6)
    scene.lean([0, random.uniform(10, 35), 0], scene.now, sitting)
    scene.hit(random.uniform(0.1, 1.4), scene.now + sitting, random.uniform(0.06, 0.15), hand=0.5)
    begin = scene.now + sitting + random.uniform(0, 1.0)
    lasting = random.uniform(0.9, 3.0)
    way = random.uniform(0, 2 * np.pi)
    scene.lean(np.array([np.cos(way), np.sin(way), 0]) * random.uniform(60, 100), begin, lasting)
    scene.push(scene.body, [0, 0, -random.uniform(0, 0.2)], begin + lasting / 2, lasting)
    scene.hit(random.uniform(0.05, 0.9), begin + lasting * random.uniform(0.8, 1.0), random.uniform(0.06, 0.2))
    scene.turn(scene.arm, random.normal(0, 45, 3), begin, lasting)
    scene.now = begin + lasting + random.uniform(1, 4)
    if random.random() < 0.4:
        scene.turn(scene.rolled, random.uniform(40, 180) * random.choice([-1, 1]), scene.now, random.uniform(0.8, 2.5))
        scene.hit(random.uniform(0.05, 0.5), scene.now + 0.8, 0.15)
        scene.now += random.uniform(2, 4)
    if random.random() < 0.6:
        getting_up(scene, random.uniform(1.2, 3.0))


def getting_up(scene, lasting):
    scene.lean([0, scene.random.uniform(10, 40), 0], scene.now, lasting * 0.7)
    scene.lean([0, 0, 0], scene.now + lasting * 0.7, lasting * 0.5)
    scene.turn(scene.rolled, -scene.rolled[-1], scene.now, lasting)
    scene.push(scene.body, [0, 0, scene.random.uniform(0.05, 0.4)], scene.now + lasting * 0.7, lasting * 0.5)
    scene.now += lasting * 1.3


def bending(scene):
    """Picks something up, ties a shoe, squats."""
    random = scene.random
    down, held, up = random.uniform(0.4, 1.5), random.uniform(0, 3), random.uniform(0.5, 1.5)
    scene.lean([random.normal(0, 12), random.uniform(30, 105), 0], scene.now, down)
    scene.push(scene.body, [0, 0, -random.uniform(0, 0.4)], scene.now + down / 3, down * 0.6)
    scene.push(scene.body, [0, 0, random.uniform(0, 0.5)], scene.now + down * 0.9, down * 0.4)
    change = random.normal(0, 40, 3)
    scene.turn(scene.arm, change, scene.now, down)
    scene.lean([0, 0, 0], scene.now + down + held, up)
    scene.turn(scene.arm, -change, scene.now + down + held, up)
    scene.now += down + held + up + 0.3


def stumbling(scene):
    """Walks, lurches, catches themselves, walks on."""
    random = scene.random
    walking(scene, random.uniform(2, 4))
    at = scene.now - 0.3
    way = random.uniform(-0.8, 0.8)
    scene.lean(np.array([np.sin(way), np.cos(way), 0]) * random.uniform(8, 45), at, random.uniform(0.25, 0.6))
    scene.push(scene.body, [random.uniform(-0.6, 0.2), 0, -random.uniform(0.1, 0.6)], at + 0.15, random.uniform(0.2, 0.4))
    for number in range(random.integers(1, 4)):
        scene.hit(random.uniform(0.5, 2.8), at + 0.35 + 0.3 * number, random.uniform(0.05, 0.12), (-0.5, 0, 1))
    fling = random.normal(0, 40, 3)
    scene.turn(scene.arm, fling, at, 0.5)
    scene.turn(scene.arm, -fling, at + 0.5, 0.6)
    scene.lean([0, 0, 0], at + 0.6, random.uniform(0.4, 1.0))
    scene.now = at + 0.9
    walking(scene, random.uniform(2, 4))


def knocks(scene):
    """The sensor or its wearer is knocked: door, table, a slap on the back; nothing turns for long."""
    random = scene.random
    for _ in range(random.integers(1, 6)):
        at = scene.now + random.uniform(0.2, 1.2)
        scene.hit(np.exp(random.uniform(np.log(0.5), np.log(7))), at, random.uniform(0.01, 0.05), random.normal(size=3))
        scene.now = at + 0.3


def getting_in(scene):
    """Into a car: bends, turns, drops onto the seat."""
    random = scene.random
    scene.lean([random.uniform(-45, 45), random.uniform(10, 50), 0], scene.now, random.uniform(0.6, 1.5))
    scene.turn(scene.facing, random.uniform(50, 110) * random.choice([-1, 1]), scene.now, random.uniform(0.8, 2))
    scene.push(scene.body, [0, 0, -random.uniform(0, 0.35)], scene.now + 0.8, 0.5)
    scene.hit(random.uniform(0.2, 2.0), scene.now + 1.1, random.uniform(0.05, 0.15))
    scene.lean([random.normal(0, 5), random.uniform(-30, 0), 0], scene.now + 1.3, random.uniform(0.6, 1.2))
    scene.now += random.uniform(2.5, 4.5)
    getting_up(scene, random.uniform(1.0, 2.0))


def clapping(scene):
    random = scene.random
    raised = random.uniform(50, 100) * direction_near((0, -1, 0), 0.3, random)
    lasting = random.uniform(1.5, 5)
    scene.turn(scene.arm, raised, scene.now, 0.5)
    rate = random.uniform(2, 5)
    axis, angle = direction_near((1, 0, 0), 0.4, random), random.uniform(20, 80) / rate**2
    inside = scene.during(scene.now + 0.5, scene.now + lasting)
    scene.arm += np.multiply.outer(inside * np.sin(2 * np.pi * rate * (scene.time - scene.now)), angle * axis)
    for at in np.arange(scene.now + 0.7, scene.now + lasting, 1 / rate):
        scene.push(scene.hand, random.uniform(0.8, 7) * direction_near((0, 1, 0.2), 0.3, random), at, random.uniform(0.012, 0.04))
    scene.turn(scene.arm, -raised, scene.now + lasting, 0.6)
    scene.now += lasting + 0.7


def hitting(scene):
    """A fist on a table, a thing put down hard, a door slammed."""
    random = scene.random
    for _ in range(random.integers(1, 5)):
        raised = random.uniform(20, 70) * direction_near((0.2, -1, 0.2), 0.5, random)
        back = random.uniform(0.2, 0.45)
        scene.turn(scene.arm, raised, scene.now, random.uniform(0.3, 0.6))
        at = scene.now + random.uniform(0.6, 1.2)
        scene.turn(scene.arm, -raised * random.uniform(0.4, 1), at, back)
        scene.push(scene.hand, [0, 0, -random.uniform(0, 0.9)], at + back / 2, back)
        scene.push(scene.hand, np.exp(random.uniform(0, np.log(8))) * direction_near((0, 0, 1), 0.4, random), at + back, random.uniform(0.012, 0.06))
        if random.random() < 0.5:
            scene.push(scene.hand, random.uniform(0.3, 2.5) * direction_near((0, 0, 1), 0.6, random), at + back + random.uniform(0.06, 0.2), 0.03)
        scene.now = at + back + random.uniform(0.3, 1.2)


def waving(scene):
    """Waves, shakes, dances with an arm, throws."""
    random = scene.random
    raised = random.uniform(20, 150) * direction_near((0.3, -1, 0), 0.5, random)
    lasting, rate = random.uniform(1.5, 4), random.uniform(1.0, 4.0)
    scene.turn(scene.arm, raised, scene.now, random.uniform(0.3, 0.9))
    inside = scene.during(scene.now + 0.4, scene.now + lasting)
    scene.arm += np.multiply.outer(inside * np.sin(2 * np.pi * rate * (scene.time - scene.now)), min(random.uniform(20, 100) / rate**2, 40) * random.normal(0, 1, 3))
    scene.turn(scene.arm, -raised * random.uniform(0.5, 1), scene.now + lasting, random.uniform(0.25, 0.9))
    scene.now += lasting + 0.7


def handling(scene):
    """Drinks, reaches, wipes, opens a door, raises the arm to the clock: turns of the forearm that come and go."""
    random = scene.random
    for _ in range(random.integers(2, 6)):
        change, lasting = random.normal(0, 45, 3), random.uniform(0.4, 1.2)
        scene.turn(scene.arm, change, scene.now, lasting)
        if random.random() < 0.4:
            at = scene.now + lasting
            scene.push(scene.hand, random.uniform(0.2, 2.5) * direction_near((0, 0, 1), 0.8, random), at, random.uniform(0.015, 0.06))
        scene.now += lasting + random.uniform(0, 1.0)
        scene.turn(scene.arm, -change * random.uniform(0.5, 1.1), scene.now, random.uniform(0.4, 1.2))
        scene.now += random.uniform(0.3, 1.5)


DAILY = (walking, jogging, stairs, jumping, sitting_down, lying_down, bending, stumbling, knocks, getting_in)
HANDS = (clapping, hitting, waving, handling)


# ---- falls


def fall(scene):
    """Somebody stands, walks, jogs, sits or gets up, and falls. Returns when, and out of what."""
    random = scene.random
    before = random.choice(["standing", "walking", "jogging", "sitting", "rising", "bent"], p=[0.22, 0.34, 0.12, 0.14, 0.1, 0.08])
    lead = random.uniform(3, scene.time[-1] - 6.5)
    low = False
    if before == "walking":
        walking(scene, lead)
    elif before == "jogging":
        jogging(scene, lead)
    elif before in ("sitting", "rising"):
        low = True
        scene.lean([0, random.uniform(-20, 5), 0], -1, 0.5)
        scene.now = lead
        if before == "rising":
            scene.lean([0, random.uniform(15, 40), 0], lead - 0.8, 0.8)
    elif before == "bent":
        scene.lean([0, random.uniform(20, 60), 0], max(lead - 2, 0.2), 1.0)
        scene.now = lead
    else:
        idle(scene, lead)
    if before in ("walking", "jogging") and random.random() < 0.5:  # trips or slips
        scene.hit(random.uniform(0.3, 1.8), scene.now - 0.2, random.uniform(0.05, 0.12), (-1, 0, 0.4))
    lower = random.uniform(0.2, 0.5) if low else random.uniform(0.25, 0.7)
    at = scene.now + lower + random.uniform(0, 0.3)
    going_down(scene, at, lower, low)
    afterwards(scene, at)
    return at, before


def going_down(scene, at, lower, low):
    random = scene.random
    depth = random.uniform(0.25, 0.75) if low else random.uniform(0.3, 0.95)
    u = np.clip((scene.time - at + lower) / lower, 0, 1)
    going = (u > 0) & (u < 1)
    scene.body[:, 2] -= depth * np.where(going, np.sin(np.pi * u ** random.uniform(0.8, 2.2)), 0)
    way = random.uniform(0, 2 * np.pi)
    horizontal = np.array([np.sin(way), -np.cos(way), 0])
    lasting = random.uniform(0.4, 1.2)
    posture = np.array([np.cos(way), np.sin(way), 0]) * random.uniform(45, 110) + random.normal(0, 6, 3)
    scene.lean(posture, at - lasting * random.uniform(0.65, 1.0), lasting)
    scene.turn(scene.rolled, random.normal(0, 30), at - lasting * 0.6, lasting)
    if random.random() < 0.75:  # arms go out to catch
        scene.turn(scene.arm, random.uniform(30, 110) * random_direction(random), at - random.uniform(0.4, 0.7), random.uniform(0.35, 0.6))
    peak = np.exp(random.uniform(np.log(1.8), np.log(8))) - 1
    if depth < 0.45 or low:
        peak *= random.uniform(0.6, 1.0)
    hand = np.exp(random.normal(0, 0.3))
    if random.random() < 0.5:  # knees, hands or the seat come first
        scene.hit(peak * random.uniform(0.3, 0.7), at - random.uniform(0.1, 0.35), random.uniform(0.04, 0.12), UP + 0.4 * horizontal, hand)
    scene.hit(peak, at, random.uniform(0.03, 0.12), UP + random.uniform(-0.2, 0.9) * horizontal, hand)
    since = at
    for _ in range(random.integers(1, 3)):
        since += random.uniform(0.08, 0.3)
        peak *= random.uniform(0.25, 0.65)
        scene.hit(peak, since, random.uniform(0.04, 0.12), UP + random.normal(0, 0.5, 3), hand)
    scene.turn(scene.arm, random.normal(0, 40, 3), at - 0.1, random.uniform(0.5, 1.0))


def afterwards(scene, at):
    """Lies still, or moves a little; few get up before the recording ends."""
    random = scene.random
    scene.now = at + random.uniform(1.0, 3.0)
    if random.random() < 0.35:
        scene.turn(scene.rolled, random.uniform(15, 90) * random.choice([-1, 1]), scene.now, random.uniform(0.8, 2.5))
    if random.random() < 0.5:
        scene.turn(scene.arm, random.normal(0, 40, 3), scene.now, random.uniform(0.5, 1.5))
    restless = np.clip(scene.time - at - 0.5, 0, 1) * random.uniform(0, 1) ** 2
    scene.tilt += restless[:, None] * noise(random, len(scene.time), 0.8, 5) * [1, 1, 0]
    scene.arm += restless[:, None] * noise(random, len(scene.time), 0.8, 15)
    if random.random() < 0.15 and scene.time[-1] > at + 8:
        scene.now = at + random.uniform(5, 6)
        getting_up(scene, random.uniform(1.5, 2.5))


# ---- geometry


def direction_near(direction, spread, random):
    vector = np.asarray(direction, float) + random.normal(0, spread, 3)
    return vector / np.linalg.norm(vector)


def random_direction(random):
    return direction_near((0, 0, 0), 1, random)


def noise(random, samples, cutoff_hz, deviation):
    """Gaussian noise below the cutoff (second-order roll-off), n x 3, of the given standard deviation."""
    size = 1 << (2 * samples).bit_length()
    spectrum = np.fft.rfft(random.normal(size=(size, 3)), axis=0)
    frequency = np.fft.rfftfreq(size, 1 / HZ)[:, None]
    values = np.fft.irfft(spectrum / (1 + (frequency / cutoff_hz) ** 4), axis=0)[:samples]
    return values / values.std() * deviation


def about_vertical(degrees):
    zero = np.zeros_like(degrees)
    return turned(np.stack([zero, zero, degrees], axis=1))


def turned(degrees):
    """n x 3 rotation vectors to n x 3 x 3 matrices (Rodrigues' formula)."""
    vectors = np.deg2rad(degrees)
    angle = np.linalg.norm(vectors, axis=1)[:, None, None]
    x, y, z = (vectors / np.maximum(angle[:, :, 0], 1e-12)).T
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(-1, 3, 3)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)
