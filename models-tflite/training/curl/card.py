"""Model cards of the members."""

import numpy as np

from common import calibration, datasets, package, pictures

from . import LABELS, RATE_HZ, REFERENCE_SECONDS, SAMPLES

MEANINGS = "correct (A), elbows thrown to the front (B), lifted only halfway (C), lowered only halfway (D), hips thrown to the front (E)"


def figures(said, temperature):
    """`said`: subject to (logits, labels as filed, labels corrected)."""
    perPerson = {subject: accuracy(logits, filed) for subject, (logits, filed, _) in said.items()}
    corrected = {subject: accuracy(logits, truth) for subject, (logits, _, truth) in said.items()}
    logits = np.concatenate([one[0] for one in said.values()])
    truth = np.concatenate([one[2] for one in said.values()])
    probabilities = calibration.softmax(logits, temperature)
    return {
        "accuracy": float(np.mean(list(corrected.values()))),
        "accuracyAsFiled": float(np.mean(list(perPerson.values()))),
        "macroF1": calibration.macro_f1(calibration.confusion(probabilities, truth)),
        "ece": float(calibration.calibration_error(probabilities, truth)),
        "perSubject": corrected,
    }


def accuracy(logits, labels):
    return float((logits.argmax(axis=1) == labels).mean())


def line(values):
    return ", ".join(f"{key} {value:.4f}" for key, value in values.items() if isinstance(value, float))


def write(folder, member, net, temperature, values, said):
    content, quantized, history, parameters = net
    logits = np.concatenate([one[0] for one in said.values()])
    truth = np.concatenate([one[2] for one in said.values()])
    probabilities = calibration.softmax(logits, temperature)
    matrix = calibration.confusion(probabilities, truth)
    pictures.save(pictures.confusion_figure(member.name, matrix, LABELS), folder / "pictures" / "confusion.png")
    pictures.save(pictures.reliability_figure(member.name, probabilities, truth), folder / "pictures" / "reliability.png")
    pictures.save(pictures.curve_figure({"all people (shipped)": history}, "epoch"), folder / "pictures" / "training-curve.png")
    people = "\n".join(f"| {subject} | {value:.4f} |" for subject, value in values["perSubject"].items())
    rows = "\n".join(f"| {key} | {value:.4f} |" for key, value in values.items() if isinstance(value, float))
    (folder / "MODEL_CARD.md").write_text(f"""# {member.name}

{member.what} It says how a dumbbell curl is done: {MEANINGS}. What it sees is relative to the lifter's own first, correct repetitions.

{parameters:,} parameters, {len(content) / 1000:.1f} kB, full-integer int8; {SAMPLES} samples of {len(member.channels)} channels at {RATE_HZ} Hz;
logits with a step of {quantized.output_scale():.3f}; temperature {temperature:.3f}; operators {", ".join(quantized.operators())}.

## Figures

Alone, int8, each person by a network that has not seen him (`python -m curl`); means over people. The recordings' sensors are out of step and
were put in step first (docs/recordings.md), by when the filed label changes, not by which it is. Two sets of one person look exchanged
(training/README.md): `accuracyAsFiled` takes the labels as they are, all others with the two exchanged.

| | |
|---|---|
{rows}

| left out | accuracy |
|---|---|
{people}

{pictures.confusion_table(matrix, LABELS)}

![confusion](pictures/confusion.png) ![reliability](pictures/reliability.png) ![training](pictures/training-curve.png)

## Data

{datasets.table({"wle-dumbbell-curl": ("five of six people", "training and figures")})}
Velloso, Bulling, Gellersen, Ugulino, Fuks: Qualitative Activity Recognition of Weight Lifting Exercises, AH'13. The weights are derived from
it and handed on under the same terms, CC BY-SA 4.0.

## Limits

- Five men who did the mistakes on purpose, one set of each. The four sensors sit as in the recordings: belt, upper arm, forearm, dumbbell.
- The first {REFERENCE_SECONDS:.0f} seconds of lifting have to be right: all else is judged against them.
- Golden inputs are made up, not recorded.
""")
    package.write_figures(folder / "figures.json", values)
