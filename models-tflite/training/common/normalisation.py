"""From natural units to what a network takes, and the declared range of its int8 input."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Normalisation:
    """(value - mean) / scale for each channel (the last axis); beyond `limit` it saturates, as it does in the int8 input."""

    mean: tuple
    scale: tuple
    limit: float

    def __call__(self, values):
        normalised = (np.asarray(values, dtype=np.float32) - np.float32(self.mean)) / np.float32(self.scale)
        return np.clip(normalised, -self.limit, self.limit).astype(np.float32)
