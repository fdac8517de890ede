"""Random training windows of falls, of daily life, and of what comes before and after a fall; how they are disturbed."""

from dataclasses import dataclass

import numpy as np

from common.turning import any_rotations, rotations

from . import FALL, FIRST_SAMPLES, RATE_HZ, STEP_SAMPLES


@dataclass(frozen=True)
class Timing:
    """What a network learns to call a fall. Between that and what is not yet or no more one, nothing is taught.

    `impact_from_end_seconds`: where the impact lies in its window; the agent looks every 0.2 s, so each position comes up."""

    impact_from_end_seconds: tuple = (0.3, 1.5)
    before_impact_seconds: float = 0.1
    after_impact_seconds: float = 4.0


@dataclass(frozen=True)
class Augmentation:
    rotation_degrees: float = 15.0  # per axis
    any_pose: float = 0.0  # share of windows that are turned to any orientation
    tempo: float = 0.15
    gain: float = 0.05
    acceleration_noise_g: float = 0.02
    rate_noise: float = 2.0


@dataclass(frozen=True)
class Bank:
    """The samples of all recordings one after another."""

    values: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray
    impacts: np.ndarray
    sizes: np.ndarray  # |a| in g of every sample

    @staticmethod
    def of(recordings):
        lengths = np.array([len(r.values) for r in recordings])
        values = np.concatenate([r.values for r in recordings])
        return Bank(
            values,
            np.concatenate([[0], np.cumsum(lengths)[:-1]]),
            lengths,
            np.array([r.impact for r in recordings]),
            np.linalg.norm(values[:, :3], axis=1),
        )

    def windows(self, recording, end, samples, tempo=None):
        """Windows whose newest sample is `end` (fractions allowed) of each recording; before the first sample the first is repeated."""
        tempo = np.ones(len(end)) if tempo is None else tempo
        position = end[:, None] - np.arange(samples - 1, -1, -1) * tempo[:, None]
        position = np.clip(position, 0, (self.lengths[recording] - 1)[:, None])
        low = np.minimum(position.astype(int), (self.lengths[recording] - 2)[:, None])
        part = (position - low)[..., None].astype(np.float32)
        index = self.starts[recording][:, None] + low
        return self.values[index] * (1 - part) + self.values[index + 1] * part

    def steps(self):
        """Recording and sample of each verdict of the agent."""
        ends = [np.arange(FIRST_SAMPLES, length, STEP_SAMPLES) for length in self.lengths]
        return np.repeat(np.arange(len(ends)), [len(e) for e in ends]), np.concatenate(ends)


class Windows:
    """Draws windows: falls, and everything else by kind, every recording of a kind with the same weight."""

    def __init__(self, recordings, samples, augmentation, timing, fall_share=0.4):
        self.recordings, self.samples, self.fall_share = recordings, samples, fall_share
        self.augmentation, self.timing = augmentation, timing
        self.bank = Bank.of(recordings)
        self.falls = np.flatnonzero(self.bank.impacts >= 0)
        self.daily = np.flatnonzero(self.bank.impacts < 0)
        # A long recording of many things counts for more than a short one of one thing, but not in proportion.
        weight = np.sqrt(self.bank.lengths[self.daily])
        self.daily_weight = weight / weight.sum()
        self.lively = self.lively_ends()
        self.hard = (np.empty(0, int), np.empty(0, int))

    def lively_ends(self):
        """Of each recording of daily life the instants at which something hits: the largest |a| of each second above 1.5 g."""
        found = {}
        for number in self.daily:
            size = self.bank.sizes[self.bank.starts[number] :][: self.bank.lengths[number]]
            seconds = [s + size[s : s + RATE_HZ].argmax() for s in range(0, len(size), RATE_HZ)]
            found[number] = np.array([s for s in seconds if size[s] > 1.5] or [int(size.argmax())])
        return found

    def draw(self, count, random):
        falls = int(count * self.fall_share)
        shares = [0.45, 0.25, 0.3] if len(self.hard[0]) == 0 else [0.3, 0.15, 0.2, 0.35]
        kinds = random.multinomial(count - falls, np.array(shares) / sum(shares))
        drawn = [self.fall_ends(falls, random), self.lively_draw(kinds[0], random), self.any_draw(kinds[1], random)]
        drawn.append(self.around_falls(kinds[2], random))
        if len(kinds) > 3:
            chosen = random.integers(len(self.hard[0]), size=kinds[3])
            drawn.append((self.hard[0][chosen], self.hard[1][chosen] + random.integers(-4, 5, kinds[3])))
        recording = np.concatenate([r for r, _ in drawn])
        end = np.concatenate([e for _, e in drawn]).astype(float)
        labels = np.where(np.arange(count) < falls, FALL, 1 - FALL)
        tempo = np.exp(random.uniform(-1, 1, count) * np.log1p(self.augmentation.tempo))
        window = self.bank.windows(recording, np.clip(end, 0, self.bank.lengths[recording] - 1), self.samples, tempo)
        window[..., 3:] *= tempo[:, None, None]
        self.disturb(window, random)
        return window.astype(np.float32), labels

    def fall_ends(self, count, random):
        recording = random.choice(self.falls, count)
        return recording, self.bank.impacts[recording] + random.uniform(*self.timing.impact_from_end_seconds, count) * RATE_HZ

    def lively_draw(self, count, random):
        recording = random.choice(self.daily, count, p=self.daily_weight)
        hit = np.array([random.choice(self.lively[number]) for number in recording], dtype=float)
        return recording, hit + random.uniform(0, 2.0, count) * RATE_HZ

    def any_draw(self, count, random):
        recording = random.choice(self.daily, count, p=self.daily_weight)
        return recording, random.uniform(FIRST_SAMPLES, np.maximum(self.bank.lengths[recording], FIRST_SAMPLES + 1))

    def around_falls(self, count, random):
        recording = random.choice(self.falls, count)
        impact, length = self.bank.impacts[recording], self.bank.lengths[recording]
        latest = np.maximum(impact - self.timing.before_impact_seconds * RATE_HZ, 1)
        earliest = np.minimum(FIRST_SAMPLES, latest - 1)
        near = random.random(count) < 0.6  # the last second before the impact is what tells falling from stumbling
        before = np.where(near, random.uniform(np.maximum(latest - RATE_HZ, earliest), latest), random.uniform(earliest, latest))
        from_ = impact + self.timing.after_impact_seconds * RATE_HZ
        behind = (random.random(count) < 0.4) & (from_ < length - 1)
        return recording, np.where(behind, random.uniform(np.minimum(from_, length - 2), length - 1), before)

    def disturb(self, window, random):
        a, count = self.augmentation, len(window)
        turn = rotations(random.uniform(-1, 1, (count, 3)) * a.rotation_degrees)
        free = random.random(count) < a.any_pose
        turn[free] = any_rotations(int(free.sum()), random)
        turn = turn.astype(np.float32)
        window[..., :3] = window[..., :3] @ turn
        window[..., 3:] = window[..., 3:] @ turn
        window *= 1 + normals(random, count, 1, 6) * np.float32(a.gain)
        loudness = random.random((count, 1, 1), dtype=np.float32) ** 2
        window += normals(random, *window.shape) * (loudness * np.float32([a.acceleration_noise_g] * 3 + [a.rate_noise] * 3))


def normals(random, *shape):
    return random.standard_normal(shape, dtype=np.float32)
