"""Readers of falls and daily life, all onto one 50 Hz clock; mirrors the readers in `capture`."""

import csv
import datetime
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import RATE_HZ

STANDARD_GRAVITY = 9.80665
LONGEST_GAP_SECONDS = 1.0
EIGHTH_G = 8.0  # the watches of the stairs give eighths of a g, whatever their description says: at rest they show 0.125


@dataclass(frozen=True)
class Recording:
    """One recording: n x 6 samples in g and deg/s. `impact` is the sample with the largest |a| of a fall, -1 where there is none."""

    source: str
    site: str
    subject: str
    name: str
    activity: str
    impact: int
    has_rate: bool
    values: np.ndarray

    @property
    def fall(self):
        return self.impact >= 0


def made(source, site, subject, name, activity, fall, values, has_rate=True, between=None):
    values = np.ascontiguousarray(values, dtype=np.float32)
    impact = -1
    if fall:
        size = np.linalg.norm(values[:, :3], axis=1)
        first, last = (0, len(size)) if between is None else between
        impact = first + int(size[first:last].argmax())
    return Recording(source, site, subject, name, activity, impact, has_rate, values)


def sisfall(data: Path):
    folder = data / "sisfall-50hz"
    raw = np.frombuffer(gzip.decompress((folder / "sisfall_50hz.i16.gz").read_bytes()), dtype="<i2").reshape(-1, 6)
    recordings = []
    with open(folder / "index.csv", newline="") as file:
        for row in csv.DictReader(file):
            first, count = int(row["offset_samples"]), int(row["n_samples"])
            values = raw[first : first + count].astype(np.float32)
            values[:, :3] /= 256
            values[:, 3:] *= 4000 / 65536
            recordings.append(made("sisfall", "waist", row["subject"], row["id"], row["activity"], row["is_fall"] == "1", values))
    return recordings


def weda(data: Path):
    folder = data / "weda-fall"
    with open(folder / "fall_timestamps.csv", newline="", encoding="utf-8-sig") as file:
        spans = {row["filename"]: (float(row["start_time"]), float(row["end_time"])) for row in csv.DictReader(file)}
    recordings = []
    for path in sorted((folder / "50Hz").glob("*/*_accel.csv")):
        acceleration = np.loadtxt(path, delimiter=",", skiprows=1)
        rate = np.loadtxt(path.with_name(path.name.replace("_accel", "_gyro")), delimiter=",", skiprows=1)
        acceleration[:, 0], rate[:, 0] = even_clock(acceleration[:, 0]), even_clock(rate[:, 0])
        clock, values = on_one_clock((acceleration[:, 0], acceleration[:, 1:] / STANDARD_GRAVITY), (rate[:, 0], np.rad2deg(rate[:, 1:])))
        activity, trial = path.parent.name, path.name.removesuffix("_accel.csv")
        span = spans.get(f"{activity}/{trial}")
        between = None if span is None else tuple(np.searchsorted(clock, (span[0] - 0.2, span[1] + 0.2)))
        fall = activity.startswith("F")
        recordings.append(made("weda", "wrist", trial.split("_")[0], f"{activity} {trial}", activity, fall, values, between=between))
    return recordings


def even_clock(time):
    """The watch samples evenly and hands its samples over in bursts: the straight line through their time stamps, in order."""
    time = np.sort(time)
    number = np.arange(len(time))
    slope, start = np.polyfit(number, time, 1)
    return start + slope * number


def stairs(data: Path):
    """Stairs, waist (a tag) and both wrists (watches), specific force only; parted at gaps, as the agent begins anew behind one."""
    recordings = []
    for path in sorted((data / "assist-iot-stairs").glob("stairs-*.csv.gz")):
        series = {}
        with gzip.open(path, "rt", newline="") as file:
            for row in csv.DictReader(file, delimiter="|"):
                time = datetime.datetime.fromisoformat(row["TIMESTAMP"]).timestamp()
                sample = (time, float(row["X"]), float(row["Y"]), float(row["Z"]))
                series.setdefault((row["SOURCE"], row["ACTIVITY"]), []).append(sample)
        subject = path.name[len("stairs-") :][:2]
        for (worn, activity), rows in sorted(series.items()):
            values = np.array(rows)
            _, first = np.unique(values[:, 0], return_index=True)
            values = values[first]
            site = "waist" if worn == "TAG" else "wrist"
            scale = 1.0 if worn == "TAG" else EIGHTH_G
            gaps = np.flatnonzero(np.diff(values[:, 0]) > LONGEST_GAP_SECONDS) + 1
            for number, part in enumerate(np.split(values, gaps)):
                if part[-1, 0] - part[0, 0] >= 2:
                    _, three = on_one_clock((part[:, 0], part[:, 1:] * scale))
                    six = np.concatenate([three, np.zeros_like(three)], axis=1)
                    name = f"{subject} {worn} {activity} part {number}"
                    recordings.append(made("stairs", site, subject, name, "stairs", False, six, has_rate=False))
    return recordings


def on_one_clock(*series):
    """Linear interpolation of (time, values) series onto a common 50 Hz clock; there are no gaps in these sets."""
    start, end = max(time[0] for time, _ in series), min(time[-1] for time, _ in series)
    clock = start + np.arange(int(np.floor((end - start) * RATE_HZ + 1e-6)) + 1) / RATE_HZ
    return clock, np.concatenate([[np.interp(clock, time, column) for column in values.T] for time, values in series]).T


def of_site(data: Path, site: str):
    own = sisfall(data) if site == "waist" else weda(data)
    return own + [recording for recording in stairs(data) if recording.site == site]


def jasonkau(data: Path):
    """Thirteen short recordings, milli-g and degrees per second at 100 Hz; every second sample's mean."""
    recordings = []
    for path in sorted((data / "imu-falls-jasonkau").glob("*.csv")):
        with open(path, newline="") as file:
            rows = list(csv.reader(file))
        values = np.array([[float(cell) for cell in row[2:8]] for row in rows[1:] if row and row[2]], dtype=np.float32)
        values = values[: len(values) // 2 * 2].reshape(-1, 2, 6).mean(axis=1)
        values[:, :3] /= 1000
        recordings.append(made("jasonkau", "any", "unknown", path.stem, path.stem, path.stem.startswith("fall-"), values))
    return recordings
