"""The members of the ensembles: what each takes and how it is built, so that they err in different ways."""

from dataclasses import dataclass

import numpy as np

from common.normalisation import Normalisation

from . import CHANNELS, SIZES
from .windows import Augmentation, Timing

LIMIT = 4.0  # normalised values beyond saturate, as they do in the int8 input


@dataclass(frozen=True)
class Member:
    name: str
    network: str
    channels: tuple
    samples: int
    augmentation: Augmentation
    what: str
    timing: Timing = Timing()
    epochs: int = 10

    @property
    def needs_rate(self):
        return any(channel.startswith("angular-rate") for channel in self.channels)

    def normalisation(self):
        """Falls peak at 5 to 10 g, so 8 g has to fit into the four units that the int8 input spans."""
        means, scales = zip(*(NORMALISATION[kind_of(channel)] for channel in self.channels))
        return Normalisation(means, scales, LIMIT)

    def taken(self, windows):
        """Windows of the six channels to the member's own channels, in natural units."""
        sizes = (windows[..., :3], windows[..., 3:])
        return np.stack(
            [
                np.linalg.norm(sizes[SIZES.index(channel)], axis=-1) if channel in SIZES else windows[..., CHANNELS.index(channel)]
                for channel in self.channels
            ],
            axis=-1,
        )

    def inputs(self, windows):
        """The same, normalised."""
        return self.normalisation()(self.taken(windows))


# Mean and scale. Sizes are never negative, so theirs lie about the middle of what can come.
NORMALISATION = {"acceleration": (0.0, 2.0), "angular-rate": (0.0, 150.0), SIZES[0]: (4.0, 1.0), SIZES[1]: (400.0, 200.0)}


def kind_of(channel):
    return channel if channel in SIZES else channel[: channel.rindex("-")]


SIX = CHANNELS
THREE = CHANNELS[:3]
WORN_ALIKE = Augmentation(rotation_degrees=15)  # a belt sits as it sits
WATCH = Augmentation(rotation_degrees=25, any_pose=0.5)  # wearers differ in wrist and in direction of the watch
PATIENT = Timing(impact_from_end_seconds=(0.4, 2.2), after_impact_seconds=5.0)  # sees what comes behind an impact

MEMBERS = {
    "waist": (
        Member("fall-waist-cnn", "cnn", SIX, 150, WORN_ALIKE, "A convolutional network over 3 s of specific force and angular rate."),
        Member("fall-waist-gru", "gru", SIX, 120, WORN_ALIKE, "A recurrent network over 2.4 s of specific force and angular rate."),
        Member("fall-waist-slices", "statistics", SIX, 150, WORN_ALIKE, "A perceptron over statistics of ten slices of 3 s."),
        Member("fall-waist-force", "cnn", THREE, 150, WORN_ALIKE, "A convolutional network over 3 s of specific force alone."),
        Member("fall-waist-size", "cnn", SIZES[:1], 150, WORN_ALIKE, "A convolutional network over 3 s of the size of the specific force."),
    ),
    "wrist": (
        Member("fall-wrist-cnn", "cnn", SIX, 150, WATCH, "A convolutional network over 3 s of specific force and angular rate."),
        Member("fall-wrist-gru", "gru", SIX, 120, WATCH, "A recurrent network over 2.4 s of specific force and angular rate."),
        Member("fall-wrist-force", "cnn", THREE, 150, WATCH, "A convolutional network over 3 s of specific force alone."),
        Member(
            "fall-wrist-patient",
            "cnn",
            THREE,
            200,
            WATCH,
            "A convolutional network over 4 s of specific force alone, which sees more of what comes behind an impact.",
            PATIENT,
            12,
        ),
        Member(
            "fall-wrist-sizes",
            "cnn",
            SIZES,
            200,
            WATCH,
            "A convolutional network over 4 s of the sizes of specific force and angular rate, whichever way the watch is worn.",
            PATIENT,
            14,
        ),
    ),
}

# Trained on simulated people and recordings of class A alone. Nobody knows how the next sensor is worn, so all orientations are one.
ANY_WAY = Augmentation(rotation_degrees=15, any_pose=1.0, gain=0.08)

TWINS = {
    site: (
        Member(f"fall-{site}-twin-cnn", "cnn", SIX, 150, ANY_WAY, "A convolutional network over 3 s of specific force and angular rate."),
        Member(f"fall-{site}-twin-force", "cnn", THREE, 150, ANY_WAY, "A convolutional network over 3 s of specific force alone."),
        Member(
            f"fall-{site}-twin-sizes",
            "cnn",
            SIZES,
            200,
            ANY_WAY,
            "A convolutional network over 4 s of the sizes of specific force and angular rate, whichever way the sensor is worn.",
            PATIENT,
        ),
    )
    for site in ("waist", "wrist")
}
