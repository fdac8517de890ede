"""What a member takes of the samples: which channels, and at which rate."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from common.normalisation import Normalisation

from . import CHANNELS, RATE_HZ, UNITS

# The recordings have 12.5 Hz of acceleration and 25 Hz of angular rate: more samples would say nothing more.
MODEL_RATE_HZ = 25
STEP = RATE_HZ // MODEL_RATE_HZ


@dataclass(frozen=True)
class View:
    """`derived`: ... x 6 samples of the wrist to ... x channels. Beyond the normalisation's limit a channel saturates."""

    meaning: str
    channels: tuple
    units: tuple
    derived: Callable
    normalisation: Normalisation

    def of(self, windows):
        """Windows (n x samples x 6, 50 Hz) as the agent gives them to the model: channels first, then the mean over each step."""
        values = self.derived(windows)
        return values.reshape(len(values), -1, STEP, values.shape[-1]).mean(axis=2).astype(np.float32)


def along_the_forearm(samples):
    """|a|, |rate| and a_y. A turn of the band about the forearm (its y axis) changes none of them."""
    sizes = [np.linalg.norm(samples[..., axes], axis=-1) for axes in (slice(0, 3), slice(3, 6))]
    return np.stack([*sizes, samples[..., 1]], axis=-1)


AXES = View(
    "specific force and angular rate of the wrist in its own axes, older sample first",
    CHANNELS,
    UNITS,
    lambda samples: samples,
    Normalisation((0.0,) * 6, (0.5, 0.5, 0.5, 50.0, 50.0, 50.0), 4.0),
)
FOREARM = View(
    "size of specific force and angular rate of the wrist, and specific force along the forearm, older sample first",
    ("acceleration-magnitude", "angular-rate-magnitude", "acceleration-y"),
    ("g", "deg/s", "g"),
    along_the_forearm,
    Normalisation((1.0, 0.0, 0.0), (0.5, 50.0, 0.5), 4.0),
)
