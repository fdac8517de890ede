"""Seeded motions of a wristband: what people do between sets, and plain lifts for the golden inputs.

A motion is an angular velocity in the wristband's axes and an acceleration in the room's axes; the sensor's readings follow from
both: orientation by integration, specific force = (acceleration - gravity) seen from the turned wristband.
"""

import numpy as np

from common.resampling import on_one_clock
from common.turning import any_rotations

from . import LABELS, RATE_HZ
from .recordings import Recording, thinned

SECONDS = 20
SAMPLES = SECONDS * RATE_HZ
TIME = np.arange(SAMPLES) / RATE_HZ

# Specific force at a wrist whose arm hangs down, slightly bent.
HANGING = np.array([0.2, -0.9, 0.3])

# Plain lifts for golden inputs: direction of gravity's reaction at the wrist, seconds per repetition, peak vertical acceleration in g,
# peak angular rates in deg/s. Round figures for a band worn as in the recordings.
LIFTS = {
    "bench": ((-0.1, 0.95, -0.2), 2.6, 0.25, (20, 10, 25)),
    "squat": ((0.25, 0.6, 0.75), 3.2, 0.25, (25, 8, 8)),
    "dead": ((0.05, -1.0, -0.05), 3.0, 0.25, (40, 20, 10)),
    "ohp": ((-0.2, 0.9, -0.05), 2.6, 0.28, (35, 20, 50)),
    "row": ((0.05, -1.0, 0.05), 1.6, 0.45, (45, 20, 20)),
}


def rest(postures, count, random):
    """`count` recordings of 20 s between sets; `postures` are specific forces (g) at which lifts are held."""
    kinds = (still, walking, turning, still, walking, fidgeting, gripping, stepping_under_the_bar)
    recordings = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        rate, acceleration, posture = kind(postures, random)
        recordings.append(recorded(f"{kind.__name__} {number}", "rest", posture, rate, acceleration, random))
    return recordings


def lift(exercise, random):
    posture, period, force, rates = LIFTS[exercise]
    phase = 2 * np.pi * TIME / period
    rate = np.stack([peak * np.sin(phase + random.uniform(-0.3, 0.3)) for peak in rates], axis=1)
    acceleration = np.zeros((SAMPLES, 3))
    acceleration[:, 2] = force * np.cos(phase)
    return recorded(exercise, exercise, np.array(posture), rate, acceleration, random)


def recorded(name, label, posture, rate_dps, acceleration_g, random):
    """What the wristband would have recorded, through its own rates (12.5 and 25 Hz) and the resampling."""
    orientation = turned_to(posture, random)
    up = np.array([0.0, 0.0, 1.0])
    force = np.empty((SAMPLES, 3))
    for k, step in enumerate(np.deg2rad(rate_dps) / RATE_HZ):
        orientation = orientation @ small_rotation(step)
        force[k] = orientation.T @ (acceleration_g[k] + up)
    force += random.normal(0, 0.006, force.shape)
    rate = rate_dps + random.normal(0, 0.7, rate_dps.shape) + random.normal(0, 0.7, 3)
    a = thinned(np.column_stack([TIME, force]), 12.5)
    g = thinned(np.column_stack([TIME, rate]), 25.0)
    stretches = on_one_clock(a[:, 0], a[:, 1:], g[:, 0], g[:, 1:])
    return Recording("simulated", "simulated", name, label, tuple(stretches))


def still(postures, random):
    """Sitting, leaning, or holding the bar without moving, more or less calmly."""
    calm = random.uniform(0.3, 1.5)
    rate = calm * (smooth_noise(random, 0.5, 3) + smooth_noise(random, 8, 1.5))
    return rate, smooth_noise(random, 2, 0.01), any_posture(postures, random, 0.7, 0.1)


def turning(postures, random):
    """The arm changes its pose now and then: reaching for a bottle, crossing the arms."""
    rate = smooth_noise(random, 0.5, 3)
    at = random.uniform(0, 2)
    while at < SECONDS:
        lasting = random.uniform(0.5, 2.0)
        angle = random.uniform(20, 150)
        inside = (TIME >= at) & (TIME < at + lasting)
        u = (TIME[inside] - at) / lasting
        axis = random.normal(size=3)
        speed = 30 * (u * (1 - u)) ** 2 * angle / lasting  # minimum jerk
        rate[inside] += np.outer(speed, axis / np.linalg.norm(axis))
        at += lasting + random.exponential(2.0)
    return rate, smooth_noise(random, 1.5, 0.04), any_posture(postures, random, 0.4, 0.2)


def walking(postures, random):
    """The arm swings with each stride, the body bounces with each step."""
    stride = random.uniform(0.75, 1.1) * 2 * np.pi * TIME
    axis = random.normal(size=3)
    peak = random.uniform(10, 150)
    wobble = 1 + 0.2 * smooth_noise(random, 0.5, 1)[:, :1]
    rate = peak * np.sin(stride)[:, None] * axis / np.linalg.norm(axis) * wobble + smooth_noise(random, 3, 12)
    acceleration = smooth_noise(random, 5, 0.05)
    acceleration[:, 2] += random.uniform(0.03, 0.3) * np.sin(2 * stride + random.uniform(0, 6)) * wobble[:, 0]
    acceleration[:, 0] += random.uniform(0.02, 0.15) * np.sin(2 * stride + random.uniform(0, 6))
    return rate, acceleration, any_posture(postures, random, 0.15, 0.55)


def fidgeting(postures, random):
    """Restless, without rhythm: bursts between pauses."""
    busy = np.clip(smooth_noise(random, 0.3, 1)[:, :1] + 0.5, 0, 2)
    rate = busy * (smooth_noise(random, 1.0, random.uniform(10, 50)) + smooth_noise(random, 3, random.uniform(5, 30)))
    return rate, busy * smooth_noise(random, 2, random.uniform(0.02, 0.12)), any_posture(postures, random, 0.3, 0.3)


def gripping(postures, random):
    """Hands settle on the bar: quick small turns in a lift's posture."""
    busy = np.clip(smooth_noise(random, 0.7, 1)[:, :1], 0, 2)
    rate = smooth_noise(random, 0.5, 3) + busy * smooth_noise(random, 4, random.uniform(15, 50))
    return rate, busy * smooth_noise(random, 4, 0.05), any_posture(postures, random, 1.0)


def stepping_under_the_bar(postures, random):
    """Walking the bar out or back: steps without an arm's swing."""
    step = random.uniform(1.2, 2.0) * TIME
    impact = np.exp(-np.mod(step, 1.0) * 6) - 1 / 6
    pausing = np.clip(smooth_noise(random, 0.3, 1) + 0.7, 0, 1)
    acceleration = smooth_noise(random, 4, 0.02)
    acceleration[:, 2] += random.uniform(0.05, 0.25) * impact * pausing[:, 0]
    rate = smooth_noise(random, 1, 5) + pausing * smooth_noise(random, 4, random.uniform(5, 20))
    return rate, acceleration, any_posture(postures, random, 1.0)


def any_posture(postures, random, in_lift, hanging=0.0):
    """A lift's posture, give or take 10 degrees, with probability `in_lift`; the arm hanging down with `hanging`; else any."""
    drawn = random.random()
    if drawn < in_lift:
        posture = postures[random.integers(len(postures))] + random.normal(0, 0.15, 3)
    elif drawn < in_lift + hanging:
        posture = HANGING + random.normal(0, 0.2, 3)
    else:
        posture = random.normal(size=3)
    return posture / np.linalg.norm(posture)


def smooth_noise(random, cutoff_hz, deviation):
    """Gaussian noise below the cutoff (second-order roll-off), n x 3, of the given standard deviation."""
    spectrum = np.fft.rfft(random.normal(size=(2 * SAMPLES, 3)), axis=0)
    frequency = np.fft.rfftfreq(2 * SAMPLES, 1 / RATE_HZ)[:, None]
    values = np.fft.irfft(spectrum / (1 + (frequency / cutoff_hz) ** 2), axis=0)[:SAMPLES]
    return values / values.std() * deviation


def turned_to(posture, random):
    """Any orientation in which gravity's reaction lies along the posture."""
    up = posture / np.linalg.norm(posture)
    other = np.cross(up, any_rotations(1, random)[0][0])
    other /= np.linalg.norm(other)
    return np.stack([np.cross(other, up), other, up])


def small_rotation(angles):
    """Rodrigues' formula."""
    angle = np.linalg.norm(angles)
    if angle < 1e-9:
        return np.eye(3)
    x, y, z = angles / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def postures_of(recordings):
    """Median specific force of each exercise set."""
    return [
        np.median(np.concatenate([stretch[:, :3] for _, stretch in r.stretches]), axis=0)
        for r in recordings
        if r.label in LABELS and r.label != "rest"
    ]
