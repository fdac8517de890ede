"""Readers of the recorded sets: barbell lifts, daily life, and recordings in Spotter's own format."""

import csv
import datetime
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common.resampling import on_one_clock

from . import LABELS

MILLI_G = 1e-3
STANDARD_GRAVITY = 9.80665


@dataclass(frozen=True)
class Recording:
    """One recording on the 50 Hz clock: `stretches` are (start in seconds, n x 6 samples), parted by gaps."""

    source: str
    subject: str
    name: str
    label: str
    stretches: tuple


def barbell(data: Path):
    """The MetaMotion wristband sets (`raw` only: the bad-form sets stay out), without those whose label does not fit."""
    folder = data / "barbell-metamotion"
    with open(folder / "labels-checked.csv", newline="") as file:
        doubtful = {(row["set"], row["start"]) for row in csv.DictReader(file)}
    rates = {start_of(path): path for path in sorted((folder / "raw").glob("*_Gyroscope_*.csv"))}
    recordings = []
    for path in sorted((folder / "raw").glob("*_Accelerometer_*.csv")):
        name = re.sub(r"-rpe\d+", "", path.name.split("_MetaWear")[0].strip())
        start = start_of(path)
        if (name, start[11:19]) in doubtful:
            continue
        subject, label = name.split("-")[:2]
        acceleration = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 3, 4, 5))
        rate = np.loadtxt(rates[start], delimiter=",", skiprows=1, usecols=(0, 3, 4, 5))
        stretches = on_one_clock(acceleration[:, 0] / 1e3, acceleration[:, 1:], rate[:, 0] / 1e3, rate[:, 1:])
        recordings.append(Recording("barbell-metamotion", subject, f"{name} {start[11:19]}", label, tuple(stretches)))
    return recordings


def start_of(path: Path):
    return re.search(r"\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d\.\d+", path.name).group()


def weda(data: Path):
    """Daily life (D01 to D11, no falls) with a watch on the wrist."""
    recordings = []
    for path in sorted((data / "weda-fall" / "50Hz").glob("D*/*_accel.csv")):
        acceleration = np.loadtxt(path, delimiter=",", skiprows=1)
        rate = np.loadtxt(path.with_name(path.name.replace("_accel", "_gyro")), delimiter=",", skiprows=1)
        # The watch reads at 50 Hz in bursts; the lifts come at 12.5 and 25 Hz. The same bandwidth for both, or the network learns
        # to tell the devices apart instead of the motions.
        acceleration = thinned(acceleration, 12.5)
        rate = thinned(rate, 25.0)
        stretches = on_one_clock(acceleration[:, 0], acceleration[:, 1:] / STANDARD_GRAVITY, rate[:, 0], np.rad2deg(rate[:, 1:]))
        name = f"{path.parent.name} {path.name.removesuffix('_accel.csv')}"
        recordings.append(Recording("weda-fall", path.name.split("_")[0], name, "rest", tuple(stretches)))
    return recordings


def falls_daily_life(data: Path):
    """Eight daily activities of imu-falls-jasonkau, one short recording each."""
    recordings = []
    for path in sorted((data / "imu-falls-jasonkau").glob("adl-*.csv")):
        values = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(2, 3, 4, 5, 6, 7))
        time = np.arange(len(values)) / 100.0
        acceleration = thinned(np.column_stack([time, values[:, :3] * MILLI_G]), 12.5)
        rate = thinned(np.column_stack([time, values[:, 3:]]), 25.0)
        stretches = on_one_clock(acceleration[:, 0], acceleration[:, 1:], rate[:, 0], rate[:, 1:])
        recordings.append(Recording("imu-falls-jasonkau", "unknown", path.stem, "rest", tuple(stretches)))
    return recordings


def stairs(data: Path):
    """Wrists on stairs (assist-iot-stairs). There is no gyroscope: the rate is that of the tilt, without turns about the vertical."""
    recordings = []
    for path in sorted((data / "assist-iot-stairs").glob("stairs-*.csv.gz")):
        series = {}
        with gzip.open(path, "rt", newline="") as file:
            for row in csv.DictReader(file, delimiter="|"):
                if row["SOURCE"].startswith("WATCH"):
                    time = datetime.datetime.fromisoformat(row["TIMESTAMP"]).timestamp()
                    sample = (time, float(row["X"]), float(row["Y"]), float(row["Z"]))
                    series.setdefault((row["SOURCE"], row["ACTIVITY"]), []).append(sample)
        subject = path.name[len("stairs-") :][:2]
        for (watch, activity), rows in sorted(series.items()):
            values = np.array(sorted(rows))
            # Clocks repeat or jump by a few ms: a rate from such neighbours would be noise.
            values = thinned(values, 12.5)
            stretches = on_one_clock(values[:, 0], values[:, 1:], values[:, 0], tilt_rate(values[:, 0], values[:, 1:]))
            name = f"{subject} {watch} {activity}"
            recordings.append(Recording("assist-iot-stairs", subject, name, "rest", tuple(stretches)))
    return recordings


def tilt_rate(time, acceleration):
    """Angular rate in deg/s that turns the measured direction of gravity as it turns, smoothed over about 0.4 s."""
    kernel = np.ones(5) / 5
    padded = np.pad(acceleration, ((2, 2), (0, 0)), mode="edge")
    smooth = np.stack([np.convolve(padded[:, axis], kernel, mode="valid") for axis in range(3)], axis=1)
    up = smooth / np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 0.1)
    change = np.gradient(up, time, axis=0)
    return np.rad2deg(np.cross(change, up))


def thinned(series, rate_hz):
    """Mean of the samples in each period of the lower rate; column 0 is the time."""
    period = np.floor((series[:, 0] - series[0, 0]) * rate_hz).astype(int)
    _, index, counts = np.unique(period, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), series.shape[1]))
    np.add.at(sums, index, series)
    return sums / counts[:, None]


def spotter(folder: Path):
    """Recordings in Spotter's own format; labels that are no exercise of ours are left out."""
    recordings = []
    with open(folder / "recordings.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] not in LABELS:
                continue
            values = np.loadtxt(folder / row["file"], delimiter=",", skiprows=1)
            stretches = on_one_clock(values[:, 0], values[:, 1:4], values[:, 0], values[:, 4:7])
            recordings.append(Recording("spotter", row["subject"], row["file"], row["label"], tuple(stretches)))
    return recordings
