"""The key points of Exercise-Correction, as frames with a label, and which frames are of one video."""

import csv
from dataclasses import dataclass

import numpy as np

FOLDER = "pose-exercise-correction"
CUT = 0.05  # a mean jump of the points beyond this, in parts of the picture, is a cut between two videos


@dataclass(frozen=True)
class Frames:
    """`points`: raw channel to its values over the frames. `group`: frames that may be neighbours have the same."""

    points: dict
    labels: np.ndarray
    group: np.ndarray

    def __len__(self):
        return len(self.labels)

    def take(self, index):
        return Frames({name: values[index] for name, values in self.points.items()}, self.labels[index], self.group[index])


def read(path, label=None, groups=None):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    header, rows = rows[0], rows[1:]
    points = {}
    for column, name in enumerate(header):
        point, _, axis = name.rpartition("_")
        if point and axis in ("x", "y", "z"):
            points[f"{point.replace('_', '-')}.{axis}"] = np.array([float(row[column]) for row in rows])
    labels = np.array([label or row[0] for row in rows])
    return Frames(points, labels, np.zeros(len(rows), dtype=int) if groups is None else groups(points, labels))


def blocks(borders):
    """Groups of neighbouring rows: a new one begins at each of these rows."""
    return lambda points, labels: np.searchsorted(np.array(borders), np.arange(len(labels)), side="right")


def joined(parts):
    """Frames one after another, their groups made different; the channels that all have."""
    names = set.intersection(*[set(part.points) for part in parts])
    offset, groups = 0, []
    for part in parts:
        groups.append(part.group + offset)
        offset += part.group.max() + 1
    return Frames(
        {name: np.concatenate([part.points[name] for part in parts]) for name in sorted(names)},
        np.concatenate([part.labels for part in parts]),
        np.concatenate(groups),
    )


def squat(data):
    """One file. Its videos cannot be told from its repetitions, so groups are runs of six repetitions."""
    frames = read(data / FOLDER / "squat.train.csv")
    changes = np.flatnonzero(frames.labels[1:] != frames.labels[:-1]) + 1
    return Frames(frames.points, frames.labels, np.searchsorted(changes[11::12], np.arange(len(frames)), side="right"))


def plank(data):
    """C: stills of many people (the 171 rows of kaggle.csv, which dataset2 begins with) and five videos; H: seven videos."""
    folder = data / FOLDER
    correct = read(folder / "plank.dataset2-history.csv", groups=blocks((171, 810, 1421, 1929, 2333, 2737)))
    high = read(folder / "plank.bad_data_high_hip-history.csv", groups=blocks((234, 884, 1315, 1912, 2049, 2445)))
    return joined([correct, high])


def lunge(data):
    """Knee over toes or not; frames at the bottom of correct lunges (stage D) of two further videos are correct ones."""
    folder = data / FOLDER
    errors = read(folder / "lunge.err.train2-history.csv", groups=blocks((600, 1180, 1850, 2450, 2630)))
    stages = read(folder / "lunge.dataset-history.csv", groups=blocks((1641,)))
    down = stages.take(stages.labels == "D")
    return joined([errors, Frames(down.points, np.full(len(down), "C"), down.group)])


def curl(data):
    """Nine stretches of video: from the side, facing either way, and from the front."""
    return read(
        data / FOLDER / "bicep.train-partial-history.csv", groups=blocks((1415, 2936, 4187, 5384, 6950, 8579, 9302))
    )


READERS = {"squat": squat, "plank": plank, "lunge": lunge, "curl": curl}
