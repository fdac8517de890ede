"""Pictures and tables of model cards."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from .calibration import BINS

SUBTITLE = "unseen subjects, int8"


def save(figure, path):
    """A small PNG; without the version of the software, so that equal pictures are equal files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=70, metadata={"Software": None})
    plt.close(figure)


def curve_figure(curves, xlabel):
    """`curves`: what was trained to its history, a list of {loss, accuracy, unseen?} for each epoch."""
    figure, axes = plt.subplots(figsize=(5.5, 3.5), layout="constrained")
    for number, (what, history) in enumerate(curves.items()):
        colour = f"C{number}"
        axes.plot([h["accuracy"] for h in history], "--", color=colour, label=f"{what}: training")
        if "unseen" in history[0]:
            axes.plot([h["unseen"] for h in history], color=colour, label=f"{what}: unseen")
    axes.set(xlabel=xlabel, ylabel="accuracy", ylim=(0, 1.02))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7)
    return figure


def confusion_figure(title, matrix, labels):
    """`matrix`: counts, truth down, verdict across."""
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.imshow(matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(matrix.shape):
        if matrix[row, column]:
            share = matrix[row, column] / matrix[row].sum()
            axes.text(column, row, matrix[row, column], ha="center", va="center", fontsize=8, color="w" if share > 0.5 else "k")
    axes.set_xticks(range(len(labels)), labels)
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlabel="verdict", ylabel="truth", title=f"{title}, {SUBTITLE}")
    return figure


def reliability_figure(title, probabilities, labels):
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    used = [b for b in range(BINS) if (bins == b).any()]
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.plot([0, 1], [0, 1], "k:", linewidth=1)
    centres = [confidence[bins == b].mean() for b in used]
    sizes = [4 + 100 * (bins == b).mean() for b in used]
    axes.plot(centres, [right[bins == b].mean() for b in used], color="tab:blue")
    axes.scatter(centres, [right[bins == b].mean() for b in used], s=sizes, color="tab:blue")
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1.02), title=f"{title}, {SUBTITLE}")
    axes.grid(alpha=0.3)
    return figure


def figures_table(rows, measures):
    """`rows`: (what, {measure: [value per seed]}) to a table of mean and spread over the seeds. `measures`: key to heading."""
    lines = ["| | " + " | ".join(measures.values()) + " |", "|---" * (len(measures) + 1) + "|"]
    lines += [f"| {what} | " + " | ".join(spread(values[key]) for key in measures) + " |" for what, values in rows]
    return "\n".join(lines)


def spread(values):
    text = f"{np.mean(values):.3f}"
    return text if len(values) == 1 else f"{text} ± {np.std(values):.3f}"


def confusion_table(matrix, labels):
    lines = ["| truth \\ verdict | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    lines += [f"| {label} | " + " | ".join(map(str, row)) + " |" for label, row in zip(labels, matrix)]
    return "\n".join(lines)
