"""The members of the ensembles: what each takes and how it is built, so that they err in different ways."""

from dataclasses import dataclass

import numpy as np

from common.normalisation import Normalisation

from . import CHANNELS, MAGNITUDE
from .windows import Augmentation

LIMIT = 4.0  # normalised values beyond saturate, as they do in the int8 input


@dataclass(frozen=True)
class Member:
    name: str
    network: str
    channels: tuple
    samples: int
    augmentation: Augmentation
    what: str

    @property
    def needs_rate(self):
        return any(channel.startswith("angular-rate") for channel in self.channels)

    def normalisation(self):
        """Falls peak at 5 to 10 g, so 8 g has to fit into the four units that the int8 input spans."""
        means, scales = zip(*(NORMALISATION[kind_of(channel)] for channel in self.channels))
        return Normalisation(means, scales, LIMIT)

    def taken(self, windows):
        """Windows of the six channels to the member's own channels, in natural units."""
        if self.channels == (MAGNITUDE,):
            return np.linalg.norm(windows[..., :3], axis=-1, keepdims=True)
        return windows[..., [CHANNELS.index(channel) for channel in self.channels]]

    def inputs(self, windows):
        """The same, normalised."""
        return self.normalisation()(self.taken(windows))


NORMALISATION = {"acceleration": (0.0, 2.0), "magnitude": (4.0, 1.0), "rate": (0.0, 150.0)}


def kind_of(channel):
    return "magnitude" if channel == MAGNITUDE else "rate" if channel.startswith("angular-rate") else "acceleration"


SIX = CHANNELS
THREE = CHANNELS[:3]
WORN_ALIKE = Augmentation(rotation_degrees=15)  # a belt sits as it sits
WATCH = Augmentation(rotation_degrees=25, any_pose=0.5)  # wearers differ in wrist and in direction of the watch

def members(site, worn):
    """Of each site: two over all six channels and one of statistics, and two that do with an accelerometer alone."""
    return (
        Member(f"fall-{site}-cnn", "cnn", SIX, 150, worn, "A convolutional network over 3 s of specific force and angular rate."),
        Member(f"fall-{site}-gru", "gru", SIX, 120, worn, "A recurrent network over 2.4 s of specific force and angular rate."),
        Member(f"fall-{site}-slices", "statistics", SIX, 150, worn, "A perceptron over statistics of ten slices of 3 s."),
        Member(f"fall-{site}-force", "cnn", THREE, 150, worn, "A convolutional network over 3 s of specific force alone."),
        Member(f"fall-{site}-size", "cnn", (MAGNITUDE,), 150, worn, "A convolutional network over 3 s of the size of the specific force."),
    )


# At the wrist the statistics and the size alone raise more false alarms than they are worth.
MEMBERS = {
    "waist": members("waist", WORN_ALIKE),
    "wrist": tuple(m for m in members("wrist", WATCH) if not m.name.endswith(("slices", "size"))),
}
