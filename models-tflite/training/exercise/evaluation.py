"""The measure of `spotter eval imu-exercise`, mirrored: a verdict every 0.2 s from 1 s on, each from what lies before it."""

from dataclasses import dataclass

import numpy as np

from common import calibration

from . import FIRST_VERDICT_SAMPLES, LABELS, RATE_HZ, STEP_SAMPLES
from .augmentation import filled_positions


@dataclass(frozen=True)
class Verdicts:
    """Windows of the verdicts of some recordings, and which recording each belongs to."""

    windows: np.ndarray
    labels: np.ndarray
    recording: np.ndarray
    recordings: tuple


def verdict_windows(recordings, window_samples, fill):
    windows, labels, owner = [], [], []
    steps = np.arange(-window_samples + 1, 1)
    for number, recording in enumerate(recordings):
        for start, stretch in recording.stretches:
            first_tick = round(start * RATE_HZ)
            for tick in range(first_tick, first_tick + len(stretch)):
                if tick < FIRST_VERDICT_SAMPLES or tick % STEP_SAMPLES:
                    continue
                end = tick - first_tick
                position, missing = filled_positions(end + steps, 0, end + 1, fill)
                window = stretch[position]
                if fill == "zero":
                    window[missing] = 0
                windows.append(window)
                labels.append(LABELS.index(recording.label))
                owner.append(number)
    return Verdicts(np.stack(windows), np.array(labels), np.array(owner), tuple(recordings))


def smoothed(probabilities, recording, seconds):
    """Mean over the verdicts of the last `seconds` (those at most that old), inside each recording."""
    count = round(seconds * RATE_HZ / STEP_SAMPLES) + 1
    result = np.empty_like(probabilities)
    for number in np.unique(recording):
        mine = np.flatnonzero(recording == number)
        sums = np.cumsum(np.vstack([np.zeros(probabilities.shape[1]), probabilities[mine]]), axis=0)
        upto = np.arange(1, len(mine) + 1)
        since = np.maximum(upto - count, 0)
        result[mine] = (sums[upto] - sums[since]) / (upto - since)[:, None]
    return result


def measures(probabilities, verdicts):
    matrix = calibration.confusion(probabilities, verdicts.labels)
    sets = [
        LABELS[probabilities[verdicts.recording == n].mean(axis=0).argmax()] == r.label
        for n, r in enumerate(verdicts.recordings)
        if (verdicts.recording == n).any()
    ]
    return {
        "accuracy": calibration.accuracy(matrix),
        "macroF1": calibration.macro_f1(matrix),
        "setAccuracy": float(np.mean(sets)),
        "ece": float(calibration.calibration_error(probabilities, verdicts.labels)),
    }
