"""Relative values, and training windows of wearers that nobody has met: sensors strapped a little differently, other references, other
tempos, other dumbbells."""

from dataclasses import dataclass

import numpy as np

from common.turning import rotations

from . import CHANNELS, FARTHEST, LABELS, LEAST_DEVIATION, RATE_HZ, REFERENCE_SECONDS, SAMPLES, SENSORS, STEP_SAMPLES, quantity

LEAST = np.array([LEAST_DEVIATION[quantity(channel)] for channel in CHANNELS])


@dataclass(frozen=True)
class Variation:
    rotation_degrees: float = 8.0  # per axis and sensor
    reference_offset_seconds: float = 1.0
    reference_seconds: tuple = (5.5, 6.5)
    tempo: float = 0.1
    gain: float = 0.08  # of a relative channel
    offset: float = 0.12
    out_of_step_seconds: float = 0.4  # a sensor against the others


def relative(values, first, end):
    """Values relative to those of the reference."""
    reference = values[first:end]
    return np.clip((values - reference.mean(axis=0)) / np.maximum(reference.std(axis=0), LEAST), -FARTHEST, FARTHEST)


def as_judged(session):
    """The windows that the agent judges: n x samples x channels; their labels as filed, and as training takes them."""
    values = relative(session.values, 0, int(REFERENCE_SECONDS * RATE_HZ)).astype(np.float32)
    ends = [(label, end) for label, first, last in session.sets() for end in range(first + SAMPLES, last + 1, STEP_SAMPLES)]
    windows = np.array([values[end - SAMPLES : end] for _, end in ends])
    return windows, np.array([label for label, _ in ends]), session.corrected()[[end - 1 for _, end in ends]]


def drawn(sessions, count, random, variation=Variation(), wearers=24):
    """Windows of wearers, every class of everybody with the same weight: count x samples x channels, labels."""
    windows, labels = np.empty((count, SAMPLES, len(CHANNELS)), np.float32), np.empty(count, int)
    parts = np.array_split(np.arange(count), wearers)
    for number, part in enumerate(parts):
        session = sessions[number % len(sessions)]
        values = worn(session, random, variation)
        truth = session.corrected()
        labels[part] = random.integers(len(LABELS), size=len(part))
        for label in np.unique(labels[part]):
            mine = part[labels[part] == label]
            where = np.flatnonzero(truth == label)
            tempo = np.exp(random.uniform(-1, 1, len(mine)) * np.log1p(variation.tempo))
            length = SAMPLES * tempo
            first = where[0] + random.random(len(mine)) * np.maximum(where[-1] - where[0] - length, 1)
            for sensor in range(len(SENSORS)):
                own = slice(sensor * 9, sensor * 9 + 9)
                shift = random.uniform(-1, 1, len(mine)) * variation.out_of_step_seconds * RATE_HZ
                at = np.clip(first + shift, where[0], np.maximum(where[-1] - length - 1, where[0]))
                position = at[:, None] + np.arange(SAMPLES) * tempo[:, None]
                low = np.clip(position.astype(int), 0, len(values) - 2)
                share = (position - low)[..., None]
                windows[mine, :, own] = values[low][..., own] * (1 - share) + values[low + 1][..., own] * share
    gain = np.exp(random.normal(0, variation.gain, (count, 1, len(CHANNELS))))
    offset = random.normal(0, variation.offset, (count, 1, len(CHANNELS)))
    return (windows * gain + offset).astype(np.float32), labels


def worn(session, random, variation):
    values = session.values.copy()
    turns = rotations(random.uniform(-1, 1, (len(SENSORS), 3)) * variation.rotation_degrees)
    for first in range(0, len(CHANNELS), 3):
        values[:, first : first + 3] = values[:, first : first + 3] @ turns[first // 9]
    first = int(random.uniform(0, variation.reference_offset_seconds) * RATE_HZ)
    return relative(values, first, first + int(random.uniform(*variation.reference_seconds) * RATE_HZ))
