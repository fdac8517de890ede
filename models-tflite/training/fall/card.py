"""What the members are worth alone, and their cards."""

import numpy as np

from common import datasets, package, pictures

from . import RATE_HZ


def limit_of(said):
    """The log odds at which sensitivity and specificity are nearest to each other."""
    fall, peak = peaks(said)
    limits = np.unique(peak)
    sensitivity = np.array([(peak[fall] > limit).mean() for limit in limits])
    specificity = np.array([(peak[~fall] <= limit).mean() for limit in limits])
    return limits[int(np.argmax(np.minimum(sensitivity, specificity)))]


def peaks(said):
    fall = np.array([recording.fall for recording, _, _ in said])
    return fall, np.array([odds.max() if len(odds) else -20.0 for _, _, odds in said])


def figures(said, limit=None):
    """Of unseen people, at a limit of the log odds, or where sensitivity and specificity are nearest: rates per recording, and the delay."""
    fall, peak = peaks(said)
    limit = limit_of(said) if limit is None else limit
    delays = []
    for recording, ends, odds in said:
        if recording.fall:
            after = ends[(odds > limit) & (ends >= recording.impact)]
            if len(after):
                delays.append((after[0] - recording.impact) / RATE_HZ)
    stairs = [odds.max() > limit for recording, _, odds in said if recording.source == "stairs" and len(odds)]
    return {
        "recordings": len(said),
        "falls": int(fall.sum()),
        "sensitivity": float((peak[fall] > limit).mean()),
        "specificity": float((peak[~fall] <= limit).mean()),
        "auc": float((peak[fall][:, None] > peak[~fall][None]).mean()),
        "medianDelaySeconds": float(np.median(delays)),
        "alarmsOnStairs": int(sum(stairs)),
        "recordingsOfStairs": len(stairs),
    }


def line(values):
    return ", ".join(f"{key} {value:.4f}" if isinstance(value, float) else f"{key} {value}" for key, value in values.items())


def write(folder, site, member, net, temperature, values, uses):
    content, quantized, history, parameters = net
    pictures.save(pictures.curve_figure({"all people (shipped)": history}, "epoch"), folder / "pictures" / "training-curve.png")
    purposes = {
        "sisfall": ("subjects SA01-SA12, SE01-SE07", "falls and daily life"),
        "weda-fall": ("people with odd numbers", "falls and daily life"),
        "assist-iot-stairs": ("01 03 05 06", "daily life: stairs"),
    }
    rows = "\n".join(f"| {key} | {shown(value)} |" for key, value in values.items())
    (folder / "MODEL_CARD.md").write_text(f"""# {member.name}

{member.what} It says whether somebody who wears the sensor at the {site} has just fallen.

**{datasets.NOTICE}**

{parameters:,} parameters, {len(content) / 1000:.1f} kB, full-integer int8; {member.samples} samples of {len(member.channels)} channels at {RATE_HZ} Hz;
logits with a step of {quantized.output_scale():.3f}; temperature {temperature:.3f}; operators {', '.join(quantized.operators())}.

## Figures

Alone, int8, each third of the people by a network that has not seen them (`python -m fall`), at the limit where sensitivity and specificity are
nearest to each other. The ensemble's card has the figures that count.

| | |
|---|---|
{rows}

![training](pictures/training-curve.png)

## Data

{datasets.table({name: purposes[name] for name in uses})}
## Limits

- The people fell on purpose, on mats, most of them young. A real fall differs.
- Golden inputs are recordings of imu-falls-jasonkau (MIT), which nothing here is trained on.
""")
    package.write_figures(folder / "figures.json", values)


def write_twin(folder, site, member, net, temperature, on_simulated, on_recorded):
    """The card of a member of a twin. `on_simulated`: figures of simulated people whom it has not met, whose limit holds for `on_recorded`
    too: figures of the recorded people of the shipped ensemble, none of whom it was trained on but those on stairs."""
    content, quantized, history, parameters = net
    pictures.save(pictures.curve_figure({"shipped": history}, "epoch"), folder / "pictures" / "training-curve.png")
    uses = {
        "simulated-falls": ("seed 1", "falls and daily life of people who do not exist"),
        "assist-iot-stairs": ("01 03 05 06", "daily life: stairs"),
        "imu-falls-jasonkau": ("all 13 recordings", "falls and daily life"),
    }
    rows = "\n".join(f"| {key} | {shown(on_simulated[key])} | {shown(value)} |" for key, value in on_recorded.items())
    recorded = {"waist": "SisFall", "wrist": "WEDA-FALL"}[site]
    (folder / "MODEL_CARD.md").write_text(f"""# {member.name}

{member.what} It says whether somebody who wears the sensor at the {site} has just fallen. Trained on simulated people and on recordings with a
licence (class A) alone, for who may not use the models that were trained on recordings without one.

{parameters:,} parameters, {len(content) / 1000:.1f} kB, full-integer int8; {member.samples} samples of {len(member.channels)} channels at {RATE_HZ} Hz;
logits with a step of {quantized.output_scale():.3f}; temperature {temperature:.3f}; operators {', '.join(quantized.operators())}.

## Figures

Alone, int8 (`python -m fall.twin`), at the limit that is best on simulated people whom it has not met. The recorded people are those of {recorded} and
the stairs; nothing was trained on {recorded}, but the stairs are among what it was trained on. The ensemble's card has the figures that count.

| | simulated people | recorded people |
|---|---|---|
{rows}

![training](pictures/training-curve.png)

## Data

{datasets.table(uses)}
## Limits

- Simulated people fall as whoever wrote the simulation thinks that people fall. Expect a model that was trained on recordings to be clearly better.
- Golden inputs are simulated.
""")
    package.write_figures(folder / "figures.json", {"simulated": on_simulated, "recorded": on_recorded})


def shown(value):
    return f"{value:.4f}" if isinstance(value, float) else f"{value}"
