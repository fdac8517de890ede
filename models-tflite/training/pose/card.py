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

HOW = """The recordings name no people, neighbouring frames are much alike, and most videos stand twice in a file, the second time mirrored. So the
frames are parted by source (a video with its mirrored copy, or videos that look like one person's: `training/pose/recordings.py`); every
figure is of frames of sources that were not trained on, with temperatures that were fitted without them. "As other cameras see it": the same
frames in another picture format for every fifth of them (up to 1.85 times as wide or as narrow), mirrored for half of them, turned by some
2 degrees, with some noise."""

LIMITS = {
    "squat": "- The stage, not a fault. Between up and down there is no third class: frames on the way are put into one of both.\n",
    "plank": "- No recording of hips too low (L) was at hand. L is trained on correct planks whose hips were lowered by 0.22 to 0.85 of the"
    " shoulders' height over the ground, so a sag below that is called correct.\n",
    "lunge": "- Seen from the side, at the bottom of a lunge. 169 frames of the error recordings are correct ones; frames at the bottom of"
    " correct lunges of two more videos and moved knees make up for it.\n",
    "curl": "- From the side the lean is plain; from the front it rests on how short the trunk looks, so on the picture's format as it was"
    " recorded, and MediaPipe's depth is noisy.\n",
}

TRIED = {
    "plank": """Tried: a third network over body coordinates with hands and feet, which errs where the first does (correlation 0.50), made 0.997 and
0.996 of 0.998 and 0.996 (macro F1 as recorded and as other cameras see it), and was below the best alone by 0.0005 in the latter. Half as long
a training cost another 0.006 there.

""",
    "squat": """Tried, by a quick twin of this training on the same sources, macro F1 as recorded and as other cameras see it: three members as they were before (body coordinates,
ratios in the picture, body coordinates with depth) had 0.985 and 0.983 together, less than the best of them alone (0.989, 0.986), as all three
failed on the wide stances of source 1. Stacking, fitted without the source that it is judged on, made of them 0.982 and 0.981, and of the four
members here 0.991 and 0.990 where their mean had 0.994 and 0.993: it trusts who is best on the other sources. Their geometric mean did as the
mean. Turning the bodies at random by 15 degrees in training changed no member by more than 0.003. What helped is depth without the picture,
which errs elsewhere: two members that see heights, two that do not.

""",
    "curl": """Tried: a third network over body coordinates and the lean together, whose errors were those of both others, made 0.961 and 0.942 of
0.967 and 0.949 (macro F1 as recorded and as other cameras see it, by a quick twin of this training).

""",
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

{HOW} Int8, calibrated.

{table(rows)}

{pictures.confusion_table(calibration.confusion(probabilities, labels), exercise.labels)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png) ![training curve](pictures/training-curve.png)

The shipped weights are trained on all sources, with the same settings.

## Data

{data(exercise)}
## Limits

{LIMITS[exercise.name]}- One picture of one person whose points were found. No substitute for a coach, and not the only ground of a safety alarm.
"""
    (folder / "MODEL_CARD.md").write_text(text)


def write_ensemble(folder, exercise, rows, best, correlation, judged, unseen, checks):
    names = [member.name for member in exercise.members]
    probabilities = judged["**ensemble**"]["as recorded"]
    write_pictures(folder, folder.name, None, probabilities, unseen.labels, exercise.labels)
    figures = dict(rows)
    gains = {what: figures[f"**ensemble**, {what}"]["macroF1"] - figures[f"{best}, {what}"]["macroF1"] for what, _ in unseen.views()}
    correlations = {name: dict(zip(names, map(float, line))) for name, line in zip(names, correlation)}
    package.write_figures(
        folder / "figures.json", figures | (checks or {}) | {"gain": {"over": best} | gains, "errorCorrelation": correlations}
    )
    header = "| | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|\n"
    body = "\n".join(f"| {a} | " + " | ".join(f"{c:.2f}" for c in line) + " |" for a, line in zip(names, correlation))
    text = f"""# {folder.name}

From the key points of one picture, {exercise.meaning}: the mean of the calibrated probabilities of {len(names)} networks that differ in what they
look at, calibrated as a whole. No smoothing over time: every picture is judged on its own.

## Figures

{HOW} Int8. Which members there are was chosen by these figures, so they are a little kind.

{table(rows)}

{sources(unseen, judged, names)}
Gain in macro F1 over the best member ({best}): {", ".join(f"{gain:+.4f} {what}" for what, gain in gains.items())}.
Correlation of the members' errors (1: they always err together):

{header}{body}

{TRIED.get(exercise.name, "")}{pictures.confusion_table(calibration.confusion(probabilities, unseen.labels), exercise.labels)}

![confusion matrix](pictures/confusion.png) ![reliability](pictures/reliability.png)

{transfer(checks)}## Data

{data(exercise)}
## Limits

{LIMITS[exercise.name]}- One picture of one person whose points were found. No substitute for a coach, and not the only ground of a safety alarm.
"""
    (folder / "MODEL_CARD.md").write_text(text)


def sources(unseen, judged, names):
    """The accuracy on each source, as recorded."""
    whose = ["**ensemble**", *names]
    lines = ["| source | frames | " + " | ".join(whose) + " |", "|---" * (len(whose) + 2) + "|"]
    for group in np.unique(unseen.groups):
        mine = unseen.groups == group
        right = [(judged[who]["as recorded"][mine].argmax(axis=1) == unseen.labels[mine]).mean() for who in whose]
        lines.append(f"| {group} | {mine.sum()} | " + " | ".join(f"{share:.3f}" for share in right) + " |")
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
