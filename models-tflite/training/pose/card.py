"""Model cards and their pictures."""

import numpy as np
from common import calibration, datasets, package, pictures

MEASURES = {"accuracy": "accuracy", "macroF1": "macro F1", "ece": "ECE"}

USES = {
    "squat": "`squat.train`, all of it",
    "plank": "`plank.dataset2` (C) and `plank.bad_data_high_hip` (H)",
    "lunge": "`lunge.err.train2` (C, L), and the frames of `lunge.dataset` at the bottom of correct lunges (stage D) as C",
    "curl": "`bicep.train-partial`, all of it",
}

HOW = """Frames of one video are neighbours, and the recordings name no people. So the frames stand in stretches of video (found by jumps of the
points and by eye: `training/pose/recordings.py`), in four folds; every figure is of frames whose stretch was not trained on. The same people
may stand in other stretches, so a stranger is somewhat harder than this. "As other cameras see it": the same frames in another picture format
for every fifth of them (up to 1.85 times as wide or as narrow), mirrored for half of them, turned by some 2 degrees, with some noise."""

LIMITS = {
    "squat": "- The stage, not a fault. Between up and down there is no third class: frames on the way are put into one of both.\n",
    "plank": "- No recording of hips too low (L) was at hand. L is trained on correct planks whose hips were lowered by 0.22 to 0.85 of the"
    " shoulders' height over the ground, so a sag below that is called correct.\n",
    "lunge": "- Seen from the side, at the bottom of a lunge. 169 frames of the error recordings are correct ones; frames at the bottom of"
    " correct lunges of two more videos and moved knees make up for it.\n",
    "curl": "- From the side the lean is plain; from the front it rests on how short the trunk looks, so on the picture's format as it was"
    " recorded, and MediaPipe's depth is noisy.\n",
}


def unit(channel):
    """Body coordinates are in lengths of the trunk; all others are ratios."""
    return "trunk lengths" if channel.rsplit(".", 1)[1] in ("ahead", "above", "nearer") else "1"


def table(rows):
    return pictures.figures_table([(what, {key: [value] for key, value in values.items()}) for what, values in rows], MEASURES)


def data(exercise):
    purpose = f"training and figures: {USES[exercise.name]}"
    return datasets.table({"pose-exercise-correction": ("key points only, no picture", purpose)}) + (
        "\nExercise-Correction is (c) 2022 Ngo Quoc Bao, MIT licence. The golden inputs are channels of single frames of it.\n"
    )


def write_pictures(folder, name, curve, probabilities, labels, words):
    pictures.save(pictures.confusion_figure(name, calibration.confusion(probabilities, labels), words), folder / "pictures/confusion.png")
    pictures.save(pictures.reliability_figure(name, probabilities, labels), folder / "pictures/reliability.png")
    if curve:
        pictures.save(pictures.curve_figure({"shipped": curve}, "epoch"), folder / "pictures/training-curve.png")


def write_member(folder, exercise, member, facts, history, rows, probabilities, labels):
    write_pictures(folder, member.name, history, probabilities, labels, exercise.labels)
    package.write_figures(folder / "figures.json", dict(rows))
    text = f"""# {member.name}

{member.what} From the key points of one picture, {exercise.meaning}.

{facts}

## Use

A member of the ensemble `form-{exercise.name}`, frame by frame. Its channels are {", ".join(f"`{channel}`" for channel in member.channels)}.

## Figures

{HOW} Int8, calibrated; the temperature is fitted on these verdicts.

{table(rows)}

{pictures.confusion_table(calibration.confusion(probabilities, labels), exercise.labels)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png) ![training curve](pictures/training-curve.png)

The shipped weights are trained on all stretches, with the same settings.

## Data

{data(exercise)}
## Limits

{LIMITS[exercise.name]}- One picture of one person whose points were found. No substitute for a coach, and not the only ground of a safety alarm.
"""
    (folder / "MODEL_CARD.md").write_text(text)


def write_ensemble(folder, exercise, rows, best, correlation, probabilities, unseen, checks):
    names = [member.name for member in exercise.members]
    write_pictures(folder, folder.name, None, probabilities, unseen.labels, exercise.labels)
    figures = dict(rows) | (checks or {})
    package.write_figures(folder / "figures.json", figures)
    header = "| | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|\n"
    body = "\n".join(f"| {a} | " + " | ".join(f"{c:.2f}" for c in line) + " |" for a, line in zip(names, correlation))
    gain = figures["**ensemble**, as recorded"]["macroF1"] - figures[f"{best}, as recorded"]["macroF1"]
    text = f"""# {folder.name}

From the key points of one picture, {exercise.meaning}: the mean of the calibrated probabilities of {len(names)} networks that differ in what they
look at, calibrated as a whole. No smoothing over time: every picture is judged on its own.

## Figures

{HOW} Int8; all temperatures are fitted on these verdicts, so the ECE is a little kind.

{table(rows)}

{folds(exercise, unseen, probabilities)}
Gain in macro F1 over the best member ({best}), as recorded: {gain:+.4f}. Correlation of the members' errors (1: they always err together):

{header}{body}

{pictures.confusion_table(calibration.confusion(probabilities, unseen.labels), exercise.labels)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png)

{transfer(checks)}## Data

{data(exercise)}
## Limits

{LIMITS[exercise.name]}- One picture of one person whose points were found. No substitute for a coach, and not the only ground of a safety alarm.
"""
    (folder / "MODEL_CARD.md").write_text(text)


def folds(exercise, unseen, probabilities):
    lines = ["| stretch | frames | accuracy |", "|---|---|---|"]
    for group in np.unique(unseen.groups):
        mine = unseen.groups == group
        lines.append(f"| {group + 1} | {mine.sum()} | {(probabilities[mine].argmax(axis=1) == unseen.labels[mine]).mean():.3f} |")
    return "\n".join(lines) + "\n"


def transfer(checks):
    if not checks:
        return ""
    names = list(next(iter(checks.values())))
    lines = ["| recall | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {what} | " + " | ".join(f"{values[name]:.3f}" for name in names) + " |" for what, values in checks.items()]
    return (
        "What simulation is worth for a class that is absent. First row: trained without any real frame of hips too high, only with simulated"
        " ones; recall on the 2,556 real ones. Second row: correct frames of unseen videos with their hips lowered by 0.22 to 0.85 of the"
        " shoulders' height.\n\n" + "\n".join(lines) + "\n\n"
    )
