"""The members of the ensemble: which sensors' quantities each takes, and how it is built."""

from dataclasses import dataclass

import numpy as np

from common.normalisation import Normalisation

from . import CHANNELS, quantity

LIMIT = 4.0  # normalised values beyond saturate, as they do in the int8 input
SCALE = 2.0  # deviations of the reference


@dataclass(frozen=True)
class Member:
    name: str
    quantities: tuple
    units: int
    dropout: float
    what: str

    @property
    def channels(self):
        return [CHANNELS[index] for index in self.indices]

    @property
    def indices(self):
        return [index for index, channel in enumerate(CHANNELS) if quantity(channel) in self.quantities]

    def normalisation(self):
        count = len(self.indices)
        return Normalisation((0.0,) * count, (SCALE,) * count, LIMIT)

    def taken(self, windows):
        return windows[..., self.indices]


MOTION = ("acceleration", "angular-rate")
FIELD = ("magnetic-field",)
MEMBERS = (
    Member("form-imu-whole", MOTION + FIELD, 32, 0.7, "A perceptron on descriptions of all channels."),
    Member("form-imu-motion", MOTION, 48, 0.8, "A perceptron on descriptions of specific force and angular rate, for sensors without a magnetometer."),
    Member("form-imu-force", MOTION[:1], 48, 0.8, "A perceptron on descriptions of the specific force alone."),
    Member("form-imu-field", FIELD, 0, 0.7, "Logistic regression on descriptions of the magnetic field, which turns as each sensor turns."),
)
