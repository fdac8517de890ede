"""Windows for golden inputs, made up: recordings are not handed on. Curls as sines of a repetition of two seconds, in deviations of a
reference that is such a sine itself."""

import numpy as np

from . import CHANNELS, RATE_HZ, SAMPLES

REPETITION_SECONDS = 2.0


def windows():
    time = np.arange(SAMPLES) / RATE_HZ
    phase = 2 * np.pi * (time[:, None] / REPETITION_SECONDS + 0.13 * np.arange(len(CHANNELS))[None])
    curl = np.sqrt(2) * np.sin(phase)
    belt = np.array([channel.startswith("belt") for channel in CHANNELS])
    upper = np.array([channel.startswith("dumbbell") for channel in CHANNELS])
    lower = ~belt & ~upper
    return {
        "correct": curl,
        "elbows": np.where(upper, 3 * curl, np.where(lower, 1.4 * curl, curl)),
        "halfway-up": np.where(lower, np.minimum(curl, 0.2), curl),
        "halfway-down": np.where(lower, np.maximum(curl, -0.2), curl),
        "hips": np.where(belt, 6 * curl, 1.4 * curl),
        "still": np.zeros_like(curl),
    }
