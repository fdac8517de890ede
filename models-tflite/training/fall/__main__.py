"""Trains, converts and packs the fall networks of both sites, once for everybody and once without each third of the people."""

from common import deterministic  # isort: skip

import numpy as np

from common import arguments, calibration, folds, package
from common.export import Quantized, converted

from . import FALL, LABELS, RATE_HZ, SITES, card, recordings
from .members import MEMBERS
from .training import scanned, trained, usable
from .windows import Bank, Windows

VERSION = "1.0.0"
FOLDS = 3
FILL = "first"
CODE = "training/fall"
USES = {"waist": ("sisfall", "assist-iot-stairs"), "wrist": ("weda-fall", "assist-iot-stairs")}
UNITS = {"acceleration": "g", "angular": "deg/s"}
# Where a window shows the fall: samples from the impact to its end.
SHOWN = (15, 60)


def main():
    wanted = arguments.parsed("fall", __doc__)
    of_site = {site: recordings.of_site(wanted.data, site) for site in SITES}
    groups = thirds([recording for everything in of_site.values() for recording in everything])
    golden_from = recordings.jasonkau(wanted.data)
    for site, everything in of_site.items():
        for member in MEMBERS[site]:
            epochs = 1 if wanted.fast else member.epochs
            said = []
            nets = {}
            for people in groups:
                test = usable([r for r in everything if r.subject in people], member)
                net = network(member, [r for r in everything if r.subject not in people], epochs)
                nets[people] = net
                said += heard(member, net[1], test)
            temperature = fitted(said)
            golden = golden_windows(member, golden_from)
            for people in groups:
                pack(wanted.folds / folds.folder_name(people) / member.name, site, member, nets[people], temperature, golden)
            figures = card.figures(said)
            print(f"{member.name}: temperature {temperature:.3f}, {card.line(figures)}", flush=True)
            if not wanted.folds_only:
                net = network(member, everything, epochs)
                folder = wanted.models / member.name
                pack(folder, site, member, net, temperature, golden)
                card.write(folder, site, member, net, temperature, figures, USES[site])
    folds.write_folds(wanted.folds, groups)


def thirds(everything):
    """The people of both sites in three groups: those who fell, those who did not, and those on the stairs (who wore a sensor at both
    sites, and so are in one group), each dealt in turn."""
    kinds = {}
    for subject in {r.subject for r in everything}:
        mine = [r for r in everything if r.subject == subject]
        kinds.setdefault((mine[0].source, any(r.fall for r in mine)), []).append(subject)
    groups = [[] for _ in range(FOLDS)]
    for kind in sorted(kinds):
        for number, subject in enumerate(sorted(kinds[kind])):
            groups[number % FOLDS].append(subject)
    return [tuple(group) for group in groups]


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


def golden_windows(member, class_a):
    """Falls and daily life of the set that states a licence (class A): nothing of the others is handed on."""
    found = {}
    for recording in class_a:
        end = min(recording.impact + 40 if recording.fall else len(recording.values) - 1, len(recording.values) - 1)
        window = recording.values[max(0, end - member.samples + 1) : end + 1]
        window = np.concatenate([np.repeat(window[:1], member.samples - len(window), axis=0), window])
        found[recording.name] = member.taken(window)
    return found


def pack(folder, site, member, net, temperature, golden):
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
        USES[site],
        CODE,
    )


if __name__ == "__main__":
    main()
