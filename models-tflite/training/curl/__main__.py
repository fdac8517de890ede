"""Trains, measures, converts and packs the networks that judge curls, once for everybody and once without each person."""

from common import deterministic  # isort: skip

import numpy as np

from common import arguments, calibration, folds, package
from common.export import Quantized, converted

from . import LABELS, RATE_HZ, SAMPLES, card, golden, recordings, wearers
from .members import MEMBERS
from .training import trained

VERSION = "1.0.0"
CODE = "training/curl"
DATA = ("wle-dumbbell-curl",)


def main():
    wanted = arguments.parsed("curl", __doc__)
    count, epochs = (1000, 1) if wanted.fast else (8000, 15)
    sessions = recordings.sessions(wanted.data)
    without = {s.subject: wearers.drawn([o for o in sessions if o is not s], count, np.random.default_rng(7)) for s in sessions}
    everybody = None if wanted.folds_only else wearers.drawn(sessions, count, np.random.default_rng(7))
    for member in MEMBERS:
        nets = {subject: network(member, *drawn, epochs) for subject, drawn in without.items()}
        said = {s.subject: heard(member, nets[s.subject][1], s) for s in sessions}
        temperature = fitted(said)
        values = card.figures(said, temperature)
        print(f"{member.name}: temperature {temperature:.3f}, {card.line(values)}", flush=True)
        for subject, net in nets.items():
            pack(wanted.folds / folds.folder_name((subject,)) / member.name, member, net, temperature)
        if everybody is not None:
            net = network(member, *everybody, epochs)
            folder = wanted.models / member.name
            pack(folder, member, net, temperature)
            card.write(folder, member, net, temperature, values, said)
    folds.write_folds(wanted.folds, [(s.subject,) for s in sessions])


def network(member, windows, labels, epochs):
    model, history = trained(member, windows, labels, epochs, 1)
    content = converted(model, member.taken(windows), member.normalisation())
    return content, Quantized(content, member.normalisation()), history, model.count_params()


def heard(member, quantized, session):
    """What the int8 network says of the windows that the agent judges; their labels as filed, and as training takes them."""
    windows, filed, truth = wearers.as_judged(session)
    return quantized.logits(member.taken(windows)), filed, truth


def fitted(said):
    return calibration.fitted_temperature(*calibration.balanced([(logits, truth) for logits, _, truth in said.values()]), least=0.05)


def pack(folder, member, net, temperature):
    content, quantized, _, _ = net
    package.write_model(
        folder,
        VERSION,
        member.what,
        content,
        quantized,
        package.window_input(
            "imu",
            "what sensors at belt, arm, dumbbell and forearm measure, in deviations of the lifter's reference, older sample first",
            [f"relative.{channel}" for channel in member.channels],
            ["deviations"] * len(member.channels),
            RATE_HZ,
            SAMPLES,
            "first",
            quantized.normalisation,
        ),
        LABELS,
        temperature,
        {name: member.taken(window) for name, window in golden.windows().items()},
        DATA,
        CODE,
        licence="CC-BY-SA-4.0",
    )


if __name__ == "__main__":
    main()
