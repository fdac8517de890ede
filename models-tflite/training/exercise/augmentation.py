"""Random training windows: where in a recording, how fast, how worn, how much of the window is filled."""

from dataclasses import dataclass

import numpy as np

from common.turning import any_rotations, rotations

from . import LABELS, RATE_HZ

# How the band sits tells exercises apart; what happens between sets happens in any pose.
POSTURE_MATTERS = ("barbell-metamotion", "simulated", "simulated lifts")


@dataclass(frozen=True)
class Augmentation:
    rotation_degrees: float = 25.0  # per axis, half-width of a uniform distribution
    tempo: float = 0.25  # time warp: speed between 1 / 1.25 and 1.25
    gain: float = 0.05  # standard deviation, per channel
    amplitude: float = 0.3  # of the motion around the mean posture, as of longer or shorter limbs
    acceleration_noise_g: float = 0.01
    rate_noise: float = 1.0  # deg/s
    rate_bias: float = 1.0  # deg/s
    partly_filled: float = 0.2  # share of windows that begin with the recording
    any_pose: float = 0.5  # share of daily-life windows that are turned to any orientation


class Windows:
    """Draws windows from recordings: exercises with equal shares, `rest` with its own, sources of rest by weight."""

    def __init__(self, recordings, window_samples, fill, augmentation, rest_share=0.25, source_weights=None):
        self.window_samples = window_samples
        self.fill = fill
        self.augmentation = augmentation
        self.rest_share = rest_share
        values, starts, lengths, labels, sources = [], [], [], [], []
        offset = 0
        for recording in recordings:
            for _, stretch in recording.stretches:
                if len(stretch) < RATE_HZ:
                    continue
                values.append(stretch)
                starts.append(offset)
                lengths.append(len(stretch))
                labels.append(LABELS.index(recording.label))
                sources.append(recording.source)
                offset += len(stretch)
        self.values = np.concatenate(values)
        self.starts, self.lengths, self.labels = np.array(starts), np.array(lengths), np.array(labels)
        self.sources = np.array(sources)
        self.weights = self.stretch_weights(source_weights or {})

    def stretch_weights(self, source_weights):
        """Probability of each stretch, in proportion to its length inside its class (and source, for rest)."""
        weights = np.zeros(len(self.starts))
        rest = LABELS.index("rest")
        exercises = [label for label in np.unique(self.labels) if label != rest]
        for label in exercises:
            mine = self.labels == label
            simulated = mine & (self.sources == "simulated")
            recorded = mine & ~simulated
            share = source_weights.get("simulated lifts", 0.0) if simulated.any() else 0.0
            for group, part in ((simulated, share), (recorded, 1 - share)):
                if part:
                    weights[group] = self.lengths[group] / self.lengths[group].sum() * part * (1 - self.rest_share) / len(exercises)
        resting = self.labels == rest
        present = {source: source_weights.get(source, 1.0) for source in np.unique(self.sources[resting])}
        for source, weight in present.items():
            mine = resting & (self.sources == source)
            weights[mine] = self.lengths[mine] / self.lengths[mine].sum() * weight / sum(present.values()) * self.rest_share
        return weights / weights.sum()

    def draw(self, count, random):
        """Returns (count x samples x 6 windows in natural units, labels)."""
        a = self.augmentation
        stretch = random.choice(len(self.starts), size=count, p=self.weights)
        first, length = self.starts[stretch], self.lengths[stretch]
        tempo = np.exp(random.uniform(-1, 1, count) * np.log1p(a.tempo))
        # A bar held still is rest when it lasts for a whole window; after one second of it a lift may well follow.
        partly = (random.random(count) < a.partly_filled) & (self.sources[stretch] != "simulated")
        filled = np.where(partly, random.uniform(RATE_HZ, self.window_samples, count), self.window_samples)
        needed = np.minimum(filled * tempo, length - 1)
        # A partly filled window often begins where its recording begins, because that is when it happens.
        at_start = partly & (random.random(count) < 0.5)
        latest = np.where(at_start, needed, length - 1)
        end = np.where(at_start, needed, needed + random.random(count) * (latest - needed))
        begin = end - needed
        steps = np.arange(self.window_samples - 1, -1, -1)
        position = end[:, None] - steps * tempo[:, None]
        position, missing = filled_positions(position, begin[:, None], end[:, None], self.fill)
        low = np.minimum(position.astype(int), (length - 2)[:, None])
        part = (position - low)[..., None].astype(np.float32)
        index = first[:, None] + low
        window = self.values[index] * (1 - part) + self.values[index + 1] * part
        window[..., 3:] *= tempo[:, None, None]
        self.disturb(window, self.sources[stretch], random)
        if self.fill == "zero":
            window[missing] = 0
        return window.astype(np.float32), self.labels[stretch]

    def disturb(self, window, sources, random):
        a = self.augmentation
        count = len(window)
        amplitude = np.exp(normals(random, count, 1, 1) * np.float32(a.amplitude))
        mean = window[..., :3].mean(axis=1, keepdims=True)
        window[..., :3] = mean + (window[..., :3] - mean) * amplitude
        window[..., 3:] *= amplitude
        turn = rotations(random.uniform(-1, 1, (count, 3)) * a.rotation_degrees)
        free = ~np.isin(sources, POSTURE_MATTERS) & (random.random(count) < a.any_pose)
        turn[free] = any_rotations(free.sum(), random)
        turn = turn.astype(np.float32)
        window[..., :3] = window[..., :3] @ turn
        window[..., 3:] = window[..., 3:] @ turn
        window *= 1 + normals(random, count, 1, 6) * np.float32(a.gain)
        # Most real signals come at 12.5 and 25 Hz and are smooth at 50 Hz; some devices are noisier.
        loudness = random.random((count, 1, 1), dtype=np.float32) ** 2 * 2
        deviation = np.float32([a.acceleration_noise_g] * 3 + [a.rate_noise] * 3)
        window += normals(random, *window.shape) * (loudness * deviation)
        window[..., 3:] += normals(random, count, 1, 3) * np.float32(a.rate_bias)


def normals(random, *shape):
    return random.standard_normal(shape, dtype=np.float32)


def filled_positions(position, begin, end, fill):
    """Where the samples of a window come from, if there is nothing before `begin`."""
    missing = position < begin
    if fill == "cycle":
        return np.where(missing, begin + np.mod(position - begin, np.maximum(end - begin, 1)), position), missing
    return np.maximum(position, begin), missing
