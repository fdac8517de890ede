"""Form from body key points, frame by frame: squat stage, plank, lunge and curl errors. `python -m pose` makes the models."""

from dataclasses import dataclass

FEET = ("left-heel", "right-heel", "left-foot-index", "right-foot-index")
BEYOND_17 = (  # ratios that take the feet or MediaPipe's depth
    "squat.thighs-level",
    "squat.hips-off",
    "squat.shoulders-off",
    "squat.thigh-ahead",
    "squat.shin-ahead",
    "lunge.knee-over-toe",
    "lunge.knee-over-ankle",
    "curl.lean",
    "curl.head-lean",
    "curl.head-ahead",
    "curl.trunk-height",
    "curl.trunk-over-hips",
    "curl.turn",
)
RATE_HZ = 50  # nominal: the recordings have no time stamps, and every frame is judged on its own


@dataclass(frozen=True)
class Member:
    """A network: the channels that it takes, and what it is in words."""

    name: str
    channels: tuple
    what: str

    def flat(self):
        """Whether MoveNet's 17 points are enough: no depth, no feet."""
        return not any(c.endswith(".nearer") or c.rsplit(".", 1)[0] in FEET or c in BEYOND_17 for c in self.channels)


@dataclass(frozen=True)
class Exercise:
    """What is judged in one exercise, and by whom. `epochs`: few where networks otherwise learn the few bodies by heart."""

    name: str
    labels: tuple
    meaning: str
    epochs: int
    members: tuple


def coordinates(points, axes):
    return tuple(f"{point}.{axis}" for point in points for axis in axes)


def pair(*parts):
    return tuple(f"{side}-{part}" for part in parts for side in ("left", "right"))


UPRIGHT = ("nose", *pair("shoulder", "knee", "ankle"))
FLAT = ("ahead", "above")

EXERCISES = (
    Exercise(
        "squat",
        ("up", "down"),
        "the stage of a squat: up or down",
        3,
        (
            Member("form-squat-posture", coordinates(UPRIGHT, FLAT), "A perceptron over the picture's body coordinates (17-point bodies)."),
            Member(
                "form-squat-geometry",
                (
                    "squat.thigh-drop",
                    "squat.hip-height",
                    "squat.hips-up",
                    "squat.knees-up",
                    "squat.thighs-level",
                    "squat.hips-off",
                    "squat.shoulders-off",
                ),
                "A small perceptron over heights, and over how far hips and knees are from above the feet in three dimensions, as ratios"
                " that neither the picture's format nor a turn to the camera changes (MediaPipe).",
            ),
            Member(
                "form-squat-depth",
                coordinates(UPRIGHT, ("nearer",)),
                "A perceptron over how much nearer to the camera than the hips each point is, and over nothing else (MediaPipe).",
            ),
            Member(
                "form-squat-ahead",
                ("squat.thigh-ahead", "squat.shin-ahead", "curl.lean", "curl.head-lean"),
                "A small perceptron over how far thighs, shins, trunk and head reach along the way that the body faces, in three dimensions"
                " (MediaPipe).",
            ),
        ),
    ),
    Exercise(
        "plank",
        ("C", "H", "L"),
        "a plank: C correct, H hips too high, L hips too low",
        20,
        (
            Member(
                "form-plank-posture",
                coordinates(("nose", *pair("shoulder", "elbow", "knee", "ankle")), FLAT),
                "A perceptron over the picture's body coordinates (17-point bodies).",
            ),
            Member(
                "form-plank-geometry",
                (
                    "plank.hip-rise",
                    "plank.hip-rise-over-knees",
                    "plank.knee-rise",
                    "plank.hip-height",
                    "plank.trunk-slope",
                ),
                "A small perceptron over the hips' height above the line from shoulders to ankles and the like, which no picture format"
                " changes (17-point bodies).",
            ),
        ),
    ),
    Exercise(
        "lunge",
        ("C", "L"),
        "a lunge: C correct, L knee over the toes",
        3,
        (
            Member("form-lunge-posture", coordinates(UPRIGHT, FLAT), "A perceptron over the picture's body coordinates (17-point bodies)."),
            Member(
                "form-lunge-geometry",
                ("lunge.shin-lean", "lunge.trunk-lean"),
                "A small perceptron over the lean of the front shin and of the trunk (17-point bodies).",
            ),
            Member(
                "form-lunge-toe",
                ("lunge.knee-over-toe", "lunge.knee-over-ankle"),
                "A small perceptron over where the front knee is along the foot, and over nothing else (MediaPipe: needs the feet).",
            ),
            Member(
                "form-lunge-feet",
                coordinates((*UPRIGHT, *FEET), FLAT),
                "A perceptron over body coordinates with the feet (MediaPipe).",
            ),
        ),
    ),
    Exercise(
        "curl",
        ("C", "L"),
        "a curl: C correct, L leaning back",
        16,
        (
            Member(
                "form-curl-posture",
                coordinates(("nose", *pair("shoulder", "hip")), FLAT),
                "A perceptron over the picture's body coordinates (17-point bodies).",
            ),
            Member(
                "form-curl-geometry",
                ("curl.lean", "curl.head-lean", "curl.head-ahead", "curl.head-height", "curl.trunk-height", "curl.trunk-over-hips", "curl.turn"),
                "A small perceptron over the lean of trunk and head along the way that the body faces, in three dimensions (MediaPipe).",
            ),
        ),
    ),
)
