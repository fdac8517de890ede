"""Which networks are trained for `exercise`."""

from dataclasses import dataclass

from .views import AXES, FOREARM, View

VERSION = "2.0.0"


@dataclass(frozen=True)
class Member:
    """`seed` draws its weights and windows. `bootstrap`: seed of its bootstrap sample of the sets (Breiman 1996), None for all sets."""

    name: str
    network: str
    view: View
    what: str
    seed: int = 1
    bootstrap: int | None = None


MEMBERS = (
    Member(
        "exercise-forearm",
        "cnn",
        FOREARM,
        "A convolutional network over 4 s of what does not change when the band turns about the forearm: the size of acceleration and"
        " angular rate, and the acceleration along the forearm.",
    ),
    *(
        Member(
            f"exercise-bag-{number}",
            "cnn",
            FOREARM,
            f"The network of exercise-forearm, trained on bootstrap sample {number} of the recorded sets (Breiman 1996).",
            seed=10 + number,
            bootstrap=number,
        )
        for number in (1, 2, 3)
    ),
    Member(
        "exercise-cnn",
        "cnn",
        AXES,
        "A convolutional network over 4 s of wrist motion: three 1-D convolutions, mean and peak over time.",
    ),
    Member(
        "exercise-bands",
        "bands",
        AXES,
        "A perceptron over statistics of 4 s of wrist motion: mean and peak of a learned filter bank per channel, and the posture.",
    ),
    Member(
        "exercise-gru",
        "gru",
        FOREARM,
        "A recurrent network over 4 s of what does not change when the band turns about the forearm: two strided convolutions and a gated"
        " recurrent unit, unrolled.",
    ),
)


def bootstrapped(recordings, random):
    """As many sets, drawn with replacement among those of the same person and exercise, so that none is lost altogether."""
    groups = {}
    for recording in recordings:
        groups.setdefault((recording.subject, recording.label), []).append(recording)
    return [group[index] for group in groups.values() for index in random.integers(len(group), size=len(group))]
