"""The exercise models' cards."""

from common import datasets, pictures

from . import LABELS

MEASURES = {"accuracy": "accuracy", "macroF1": "macro F1", "setAccuracy": "set accuracy", "ece": "ECE"}
USES = {
    "barbell-metamotion": ("subjects A and C", "the exercises, rest"),
    "weda-fall": ("daily life of the odd-numbered people", "rest"),
    "assist-iot-stairs": ("wrists", "rest, golden input `stairs` (resampled, rates from the tilt)"),
    "imu-falls-jasonkau": ("daily life", "rest"),
}
SIMULATED = {"simulated motion between sets": ("`training/exercise/simulation.py`, seeded", "rest, golden inputs")}

LIMITS = """- Two people taught the exercises. On a third, expect the spread between the two people above, not the better of them.
- Bench press and overhead press look alike at the wrist (same posture, like tempo), as do deadlift and row. Most errors are between them.
- The band must sit as in the recordings (MetaMotion on the wrist: y along the forearm, about +1 g with the hand up). Slips of up to 25
  degrees are trained for, the other way round is not.
- Exercises beyond these five are put into one of them or into rest.
- Not for judging form, and not the only ground of a safety alarm.
"""


def write_pictures(folder, name, curves, matrix, probabilities, labels):
    """Training curve, confusion matrix and reliability diagram."""
    pictures.save(pictures.curve_figure(curves, "epoch (4,096 fresh windows)"), folder / "training-curve.png")
    pictures.save(pictures.confusion_figure(name, matrix, LABELS), folder / "confusion.png")
    pictures.save(pictures.reliability_figure(name, probabilities, labels), folder / "reliability.png")


def model_card(name, what, facts, rows, matrix):
    return f"""# {name}

{what}

**{datasets.notice(USES)}**

{facts}

## Use

Window after window of a 50 Hz IMU on the wrist of somebody who lifts a barbell, to bench press, squat, deadlift, overhead press, row, or
rest. Meant as a member of the `exercise` ensembles on Spotter's floor: counting sets and knowing what a station does.

## Figures

Leave one subject out: trained without the person, measured on the person, a verdict every 0.2 s from 1 s after a recording's start,
each from this model's window alone (`training/exercise/evaluation.py` mirrors `spotter eval imu-exercise`), and once more averaged over the
last second, as in the ensembles. One training each, of the members in `training/.folds`; another seed gives one to three points more or less.
The temperature is fitted on all of these verdicts. C has no rest recordings.
The augmentation was chosen by looking at these two folds, so the figures are a little kind.

{pictures.figures_table(rows, MEASURES)}

Verdicts of both unseen subjects, int8:

{pictures.confusion_table(matrix, LABELS)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png) ![training curve](pictures/training-curve.png)

The shipped weights are trained on A and C together, with the same settings.

## Data

Split by subject, never by window. A set whose label does not fit its signal (`labels-checked.csv`) and the bad-form sets are left out.

{datasets.table(USES, SIMULATED)}
## Limits

{LIMITS}"""
