"""Model cards and their pictures."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from . import LABELS
from .evaluation import BINS

NOTICE = "training data without a stated licence: retrain on your own recordings before commercial use"

DATA = """| data | source | licence | for |
|---|---|---|---|
| barbell-metamotion (subjects A and C) | daveebbelaar/tracking-barbell-exercises @ 41e5b85 | none stated (class C) | the exercises, rest |
| weda-fall (daily life of the odd-numbered people) | joaojtmarques/WEDA-FALL @ 392c0bf | none stated (class C) | rest |
| assist-iot-stairs (wrists) | ASSIST-IoT-SRIPAS/multimodal-fall-detection-dataset @ 7a11c96, Zenodo 10.5281/zenodo.8340378 | CC BY 4.0 (class A) | rest, golden input `stairs` (resampled, rates from the tilt) |
| imu-falls-jasonkau (daily life) | jasonkau/fall-detection-dataset-IMU @ 455ab98, (c) 2025 jasonkau | MIT (class A) | rest |
| simulated motion between sets | `training/exercise/simulation.py`, seeded | Apache-2.0 | rest, golden inputs |
"""

LIMITS = """- Two people taught the exercises. On a third, expect the spread between the two rows above, not the better of them.
- Bench press and overhead press look alike at the wrist (same posture, like tempo), as do deadlift and row. Most errors are between them.
- The band must sit as in the recordings (MetaMotion on the wrist: y along the forearm, about +1 g with the hand up). Slips of up to 25
  degrees are trained for, the other way round is not.
- Exercises beyond these five are put into one of them or into rest.
- Not for judging form, and not the only ground of a safety alarm.
"""


def pictures(folder, name, curve, matrix, probabilities, labels):
    """Training curve (where there is one), confusion matrix and reliability diagram as small PNG files."""
    folder.mkdir(parents=True, exist_ok=True)
    if curve:
        save(curve_figure(curve), folder / "training-curve.png")
    save(confusion_figure(name, matrix), folder / "confusion.png")
    save(reliability_figure(name, probabilities, labels), folder / "reliability.png")


def save(figure, path):
    figure.savefig(path, dpi=70, metadata={"Software": None})
    plt.close(figure)


def curve_figure(curves):
    """`curves`: name of the fold to the mean history over its seeds."""
    figure, axes = plt.subplots(figsize=(5.5, 3.5), layout="constrained")
    for colour, (fold, history) in zip(("tab:blue", "tab:orange", "tab:green"), curves.items()):
        axes.plot([h["accuracy"] for h in history], "--", color=colour, label=f"{fold}: training windows")
        if "unseen" in history[0]:
            axes.plot([h["unseen"] for h in history], color=colour, label=f"{fold}: unseen subject")
    axes.set(xlabel="epoch (4,096 fresh windows)", ylabel="accuracy", ylim=(0, 1.02))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7)
    return figure


def confusion_figure(name, matrix):
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.imshow(matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(matrix.shape):
        if matrix[row, column]:
            share = matrix[row, column] / matrix[row].sum()
            axes.text(column, row, matrix[row, column], ha="center", va="center", fontsize=8, color="w" if share > 0.5 else "k")
    axes.set_xticks(range(len(LABELS)), LABELS)
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set(xlabel="verdict", ylabel="truth", title=f"{name}, unseen subjects, int8")
    return figure


def reliability_figure(name, probabilities, labels):
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    used = [b for b in range(BINS) if (bins == b).any()]
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.plot([0, 1], [0, 1], "k:", linewidth=1)
    centres = [confidence[bins == b].mean() for b in used]
    sizes = [4 + 100 * (bins == b).mean() for b in used]
    axes.plot(centres, [right[bins == b].mean() for b in used], color="tab:blue")
    axes.scatter(centres, [right[bins == b].mean() for b in used], s=sizes, color="tab:blue")
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1.02), title=f"{name}, unseen subjects, int8")
    axes.grid(alpha=0.3)
    return figure


def figures_table(rows):
    """`rows`: (what, {measure: [value per seed]}) to a table of mean and spread over the seeds."""
    lines = ["| | accuracy | macro F1 | set accuracy | ECE |", "|---|---|---|---|---|"]
    for what, values in rows:
        cells = [spread(values[key]) for key in ("accuracy", "macroF1", "setAccuracy", "ece")]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def spread(values):
    text = f"{np.mean(values):.3f}"
    return text if len(values) == 1 else f"{text} ± {np.std(values):.3f}"


def confusion_table(matrix):
    lines = ["| truth \\ verdict | " + " | ".join(LABELS) + " |", "|---" * (len(LABELS) + 1) + "|"]
    lines += [f"| {label} | " + " | ".join(map(str, row)) + " |" for label, row in zip(LABELS, matrix)]
    return "\n".join(lines)


def model_card(name, what, facts, rows, matrix):
    return f"""# {name}

{what}

**{NOTICE}**

{facts}

## Use

Window after window of a 50 Hz IMU on the wrist of somebody who lifts a barbell, to bench press, squat, deadlift, overhead press, row, or
rest. Meant as a member of the `exercise` ensemble on Spotter's floor: counting sets and knowing what a station does.

## Figures

Leave one subject out: trained on one of the two people, measured on the other, a verdict every 0.2 s from 1 s after a recording's start,
each from this model's window alone (`training/exercise/evaluation.py` mirrors `spotter eval imu-exercise`). Mean and standard deviation
over {len(rows[0][1]["accuracy"])} seeds. The temperature is fitted on all of these verdicts. C has no rest recordings.
The augmentation was chosen by looking at these two folds, so the figures are a little kind.

{figures_table(rows)}

Verdicts of both unseen subjects, int8, first seed:

{confusion_table(matrix)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png) ![training curve](pictures/training-curve.png)

The shipped weights are trained on A and C together, with the same settings.

## Data

Split by subject, never by window. A set whose label does not fit its signal (`labels-checked.csv`) and the bad-form sets are left out.

{DATA}
## Limits

{LIMITS}"""


def ensemble_card(rows, members, correlation, matrix, smoothing, temperature):
    header = "| | " + " | ".join(members) + " |\n" + "|---" * (len(members) + 1) + "|\n"
    body = "\n".join(f"| {a} | " + " | ".join(f"{c:.2f}" for c in line) + " |" for a, line in zip(members, correlation))
    return f"""# exercise

Which barbell exercise somebody does: the mean of the calibrated probabilities of {len(members)} networks, averaged over the verdicts of the
last {smoothing} s, then calibrated (temperature {temperature:.3f}).

**{NOTICE}**

## Figures

Leave one subject out, {len(rows[0][1]["accuracy"])} seeds, as on the members' cards; here every row is smoothed as the ensemble is. The temperatures
are fitted on the same out-of-fold verdicts, so the ECE is a little kind; so
is the accuracy, because the augmentation was chosen by looking at these two folds.

{figures_table(rows)}

Correlation of the members' errors (int8, both unseen subjects, first seed; 1 would mean that they always err together):

{header}{body}

Verdicts of both unseen subjects, int8, first seed:

{confusion_table(matrix)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png)

## Data

{DATA}
## Limits

{LIMITS}"""
