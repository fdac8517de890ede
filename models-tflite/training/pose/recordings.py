"""The key points of Exercise-Correction, as frames with a label, and which frames may be of one video.

Most videos stand twice in a file: as they are, and further down as their mirrored copies. What networks see does not change where a picture
is mirrored, so both belong to one source.
"""

import csv
from dataclasses import dataclass

import numpy as np

FOLDER = "pose-exercise-correction"


@dataclass(frozen=True)
class Frames:
    """`points`: raw channel to its values over the frames. `group`: frames that may be neighbours, or mirrored ones of these, have the same."""

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


def blocks(borders, sources):
    """The source of each block of rows; a new block begins at each of these rows."""
    return lambda points, labels: np.array(sources)[np.searchsorted(np.array(borders), np.arange(len(labels)), side="right")]


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
    """Clips from the side (0) and of wide stances (1), somebody at three places (2), somebody nearer to the camera (3), and the rest (4)."""
    borders = (65, 287, 374, 1555, 1980, 3237, 3739)
    return read(data / FOLDER / "squat.train.csv", groups=blocks(borders, (0, 1, 0, 2, 3, 2, 3, 4)))


def plank(data):
    """C: stills of many people (the 171 rows of kaggle.csv, which dataset2 begins with) and three videos; H: three videos."""
    folder = data / FOLDER
    correct = read(folder / "plank.dataset2-history.csv", groups=blocks((171, 810, 1421, 1929, 2333, 2737), (0, 1, 1, 2, 3, 3, 2)))
    high = read(folder / "plank.bad_data_high_hip-history.csv", groups=blocks((234, 884, 1315, 1912, 2049, 2445), (0, 0, 0, 1, 1, 2, 2)))
    return joined([correct, high])


def lunge(data):
    """Knee over toes or not, of three videos; frames at the bottom of correct lunges (stage D) of a fourth are correct ones."""
    folder = data / FOLDER
    errors = read(folder / "lunge.err.train2-history.csv", groups=blocks((600, 1198, 1834, 2450), (0, 1, 0, 1, 2)))
    stages = read(folder / "lunge.dataset-history.csv")
    down = stages.take(stages.labels == "D")
    return joined([errors, Frames(down.points, np.full(len(down), "C"), down.group)])


def curl(data):
    """Four videos: from the side (0, 3) and from the front (1, 2)."""
    borders = (1415, 2936, 4187, 5384, 6950, 8579, 9302)
    return read(data / FOLDER / "bicep.train-partial-history.csv", groups=blocks(borders, (0, 0, 1, 1, 2, 2, 3, 3)))


READERS = {"squat": squat, "plank": plank, "lunge": lunge, "curl": curl}
