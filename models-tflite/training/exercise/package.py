"""Writes model packages: model.yaml, the network, golden inputs and outputs."""

import hashlib
import json

import numpy as np
import yaml

from . import CHANNELS, LABELS, RATE_HZ, UNITS
from .card import NOTICE
from .training import NORMALISATION_MEAN, NORMALISATION_SCALE

VERSION = "1.0.0"
TRAINING_DATA = [
    {"name": "barbell-metamotion", "source": "daveebbelaar/tracking-barbell-exercises @ 41e5b85", "licence": "none stated", "class": "C"},
    {"name": "weda-fall", "source": "joaojtmarques/WEDA-FALL @ 392c0bf", "licence": "none stated", "class": "C"},
    {
        "name": "assist-iot-stairs",
        "source": "ASSIST-IoT-SRIPAS/multimodal-fall-detection-dataset @ 7a11c96",
        "licence": "CC BY 4.0",
        "class": "A",
    },
    {"name": "imu-falls-jasonkau", "source": "jasonkau/fall-detection-dataset-IMU @ 455ab98", "licence": "MIT", "class": "A"},
]


def write_model(folder, description, content, quantized, golden, fill, temperature):
    """`golden`: name to window in natural units. The tolerance is a few steps of the output: kernels of other makers round differently."""
    (folder / "golden").mkdir(parents=True, exist_ok=True)
    name = folder.name
    (folder / f"{name}.tflite").write_bytes(content)
    files, entries = [f"{name}.tflite"], []
    for what, window in golden.items():
        source, result = f"golden/{what}.csv", f"golden/{what}.out.csv"
        np.savetxt(folder / source, window, delimiter=",", fmt="%.4f", header=",".join(CHANNELS), comments="")
        window = np.loadtxt(folder / source, delimiter=",", skiprows=1, dtype=np.float32)
        logits = quantized.logits(window[None])
        np.savetxt(folder / result, logits, delimiter=",", fmt="%.6f", header=",".join(LABELS), comments="")
        files += [source, result]
        entries.append({"name": what, "input": source, "output": result, "tolerance": round(4 * quantized.output_scale(), 4)})
    samples = len(next(iter(golden.values())))
    write_yaml(
        folder / "model.yaml",
        {
            "name": name,
            "version": VERSION,
            "task": "classification",
            "description": description,
            "file": f"{name}.tflite",
            "files": Lines({file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}),
            "inputs": [
                {
                    "name": "imu",
                    "kind": "window",
                    "meaning": "specific force and angular rate of the wrist in its own axes, older sample first",
                    "channels": list(CHANNELS),
                    "units": list(UNITS),
                    "rate-hz": RATE_HZ,
                    "samples": samples,
                    "fill": fill,
                    "normalisation": {"mean": list(NORMALISATION_MEAN), "scale": list(NORMALISATION_SCALE)},
                }
            ],
            "outputs": [{"name": "logits", "meaning": "logits"}],
            "labels": list(LABELS),
            "temperature": round(temperature, 4),
            "operators": quantized.operators(),
            "accelerator-hint": "cpu",
            "golden": entries,
            "licence": "Apache-2.0",
            "training": {"data": TRAINING_DATA, "notice": NOTICE, "code": "training/exercise"},
        },
    )


def write_ensemble(folder, members, smoothing, temperature):
    folder.mkdir(parents=True, exist_ok=True)
    write_yaml(
        folder / "ensemble.yaml",
        {
            "name": folder.name,
            "version": VERSION,
            "task": "classification",
            "labels": list(LABELS),
            "combine": "mean",
            "members": [{"model": member, "version": VERSION} for member in members],
            "smoothing": {"seconds": smoothing},
            "temperature": round(temperature, 4),
        },
    )


def write_yaml(path, content):
    path.write_text(yaml.dump(content, Dumper=OneALine, sort_keys=False, width=150, default_flow_style=None, allow_unicode=True))


class Lines(dict):
    """A mapping that is written with a line for each of its keys, however short they are."""


class OneALine(yaml.SafeDumper):
    pass


OneALine.add_representer(Lines, lambda dumper, lines: dumper.represent_mapping("tag:yaml.org,2002:map", lines, flow_style=False))


def write_figures(path, figures):
    path.write_text(json.dumps(figures, indent=1) + "\n")
