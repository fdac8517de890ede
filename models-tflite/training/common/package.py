"""Writes model packages: model.yaml, the network, golden inputs and outputs."""

import hashlib
import json

import numpy as np
import yaml

from . import datasets


def window_input(name, meaning, channels, units, rate_hz, samples, fill, normalisation):
    """The description of a `window` input: older sample first."""
    return {
        "name": name,
        "kind": "window",
        "meaning": meaning,
        "channels": list(channels),
        "units": list(units),
        "rate-hz": rate_hz,
        "samples": samples,
        "fill": fill,
        "normalisation": {"mean": list(normalisation.mean), "scale": list(normalisation.scale)},
    }


def write_model(
    folder, version, description, content, quantized, model_input, labels, temperature, golden, data, code, licence="Apache-2.0"
):
    """Writes a package of a classifier; its name is the folder's.

    `content`: the .tflite file; `quantized`: the same, open. `model_input`: from `window_input`. `golden`: name to example in natural
    units; the tolerance is a few steps of the output, for kernels of other makers round differently. `data`: names of `datasets`;
    `code`: folder of the task, as `training/exercise`.
    """
    (folder / "golden").mkdir(parents=True, exist_ok=True)
    name = folder.name
    (folder / f"{name}.tflite").write_bytes(content)
    files, entries = [f"{name}.tflite"], []
    header = ",".join(model_input["channels"])
    for what, example in golden.items():
        source, result = f"golden/{what}.csv", f"golden/{what}.out.csv"
        np.savetxt(folder / source, example, delimiter=",", fmt="%.4f", header=header, comments="")
        example = np.loadtxt(folder / source, delimiter=",", skiprows=1, dtype=np.float32, ndmin=2)
        logits = quantized.logits(example[None])
        np.savetxt(folder / result, logits, delimiter=",", fmt="%.6f", header=",".join(labels), comments="")
        files += [source, result]
        entries.append({"name": what, "input": source, "output": result, "tolerance": round(4 * quantized.output_scale(), 4)})
    write_yaml(
        folder / "model.yaml",
        {
            "name": name,
            "version": version,
            "task": "classification",
            "description": description,
            "file": f"{name}.tflite",
            "files": Lines({file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}),
            "inputs": [model_input],
            "outputs": [{"name": "logits", "meaning": "logits"}],
            "labels": list(labels),
            "temperature": round(temperature, 4),
            "operators": quantized.operators(),
            "accelerator-hint": "cpu",
            "golden": entries,
            "licence": licence,
            "training": datasets.training_note(data, code),
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
