"""Reads the Weight Lifting Exercises (Velloso et al. 2013) as `dev.spotter.capture` reads them."""

import csv
from dataclasses import dataclass

import numpy as np

from . import CHANNELS, JUDGED_FROM_SECONDS, LABELS, QUANTITIES, RATE_HZ, SENSORS, SOURCE_HZ, instep

COLUMNS = {"acceleration": ("accel", 1 / 256), "angular-rate": ("gyros", 180 / np.pi), "magnetic-field": ("magnet", 1 / 13)}
LARGEST_RATE = 2000.0  # deg/s; a row beyond is left out
# His fourth set (filed D) swings the hips, his fifth (filed E) does not: they look exchanged. Nobody knows, so what is measured keeps the
# labels as filed; only training does not learn from them.
EXCHANGED = {"eurico": {"D": "E", "E": "D"}}


@dataclass(frozen=True)
class Session:
    """A person's five sets, sensors in step, from the first curl on: values at 25 Hz (natural units), a label as filed a sample."""

    subject: str
    values: np.ndarray
    labels: np.ndarray

    def sets(self):
        """First sample and end of what is judged of each set: of the first one, what follows the reference."""
        for label in range(len(LABELS)):
            where = np.flatnonzero(self.labels == label)
            if len(where):
                yield label, max(where[0], int(JUDGED_FROM_SECONDS * RATE_HZ) if label == 0 else 0), where[-1] + 1

    def corrected(self):
        """Labels to train on."""
        other = EXCHANGED.get(self.subject, {})
        table = np.array([LABELS.index(other.get(label, label)) for label in LABELS])
        return table[self.labels]


def sessions(data):
    people = {}
    with open(data / "wle-dumbbell-curl" / "wle.csv", newline="") as file:
        for row in csv.DictReader(file):
            people.setdefault(row["user_name"], []).append(row)
    return [session(subject, rows) for subject, rows in sorted(people.items())]


def session(subject, rows):
    times = np.array([int(r["raw_timestamp_part_1"]) + int(r["raw_timestamp_part_2"]) * 1e-6 for r in rows])
    values = np.array([[float(r[f"{COLUMNS[q][0]}_{s}_{x}"]) * COLUMNS[q][1] for s in SENSORS for q in QUANTITIES for x in "xyz"] for r in rows])
    labels = np.array([LABELS.index(r["classe"]) for r in rows])
    rates = np.array(["angular-rate" in channel for channel in CHANNELS])
    usable = (np.abs(values[:, rates]) <= LARGEST_RATE).all(axis=1)
    times, first = np.unique(times[usable], return_index=True)
    values, labels = values[usable][first], labels[usable][first]
    times = times - times[0]
    changes = np.array([times[labels == label].min() for label in range(1, len(LABELS))])
    grid = np.arange(0, times[-1], instep.GRID_SECONDS)
    clock = np.arange(0, times[-1], 1 / SOURCE_HZ)
    begin, end, columns = 0.0, times[-1], []
    for number in range(len(SENSORS)):
        own = values[:, number * 9 : number * 9 + 9]
        curl, late = 0.0, [0.0] * len(changes)
        if number > 0:  # the labels go with the belt
            curl, late = instep.lags(np.column_stack([np.interp(grid, times, c) for c in own.T]), changes)
            begin = max(begin, curl - late[0])
        end = min(end, times[-1] - late[-1])
        when = clock + np.interp(clock, changes, late)
        columns += [np.interp(when, times, c) for c in own.T]
    kept = (clock >= begin) & (clock < end)
    both = np.column_stack(columns)[kept]
    both = both[: len(both) // 2 * 2]
    labels = np.searchsorted(changes, clock[kept], side="right")[: len(both) : 2]
    return Session(subject, both.reshape(-1, 2, len(CHANNELS)).mean(axis=1), labels)
