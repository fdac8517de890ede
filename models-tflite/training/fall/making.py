"""How a member is made: trained, converted, heard on people that it has not seen, calibrated, packed."""

from common import deterministic  # isort: skip

import numpy as np

from common import calibration, package
from common.export import Quantized, converted

from . import FALL, LABELS, RATE_HZ
from .training import scanned, trained, usable
from .windows import Bank, Windows

VERSION = "1.0.0"
FILL = "first"
CODE = "training/fall"
UNITS = {"acceleration": "g", "angular": "deg/s"}
# Where a window shows the fall: samples from the impact to its end.
SHOWN = (15, 60)


def network(member, seen, epochs):
    model, history = trained(member, seen, epochs, 1)
    random = np.random.default_rng(23)
    examples = member.taken(Windows(usable(seen, member), member.samples, member.augmentation, member.timing).draw(500, random)[0])
    content = converted(model, examples, member.normalisation())
    return content, Quantized(content, member.normalisation()), history, model.count_params()


def heard(member, quantized, test):
    """Of each recording the instants at which the agent looks, and what the int8 network says then: log odds of a fall."""
    recording, end, odds = scanned(quantized.logits, member, Bank.of(test))
    return [(r, end[recording == number], odds[recording == number]) for number, r in enumerate(test)]


def fitted(said):
    """A temperature for windows that show a fall and windows of daily life in which something moves, both kinds weighing the same."""
    falls, daily = [], []
    for recording, ends, odds in said:
        if recording.fall:
            since = ends - recording.impact
            falls.append(odds[(since >= SHOWN[0]) & (since <= SHOWN[1])])
        else:
            daily.append(odds[odds > -20])
    parts = []
    for odds, label in ((np.concatenate(falls), FALL), (np.concatenate(daily), 1 - FALL)):
        parts.append((np.stack([np.zeros_like(odds), odds], axis=1), np.full(len(odds), label)))
    return calibration.fitted_temperature(*calibration.balanced(parts))


def pack(folder, site, member, net, temperature, golden, uses):
    content, quantized, _, _ = net
    package.write_model(
        folder,
        VERSION,
        member.what,
        content,
        quantized,
        package.window_input(
            "imu",
            f"what an inertial sensor at the {site} measures, older sample first",
            member.channels,
            [UNITS[channel.split("-")[0]] for channel in member.channels],
            RATE_HZ,
            member.samples,
            FILL,
            quantized.normalisation,
        ),
        LABELS,
        temperature,
        golden,
        uses,
        CODE,
    )
