"""Trains, converts and packs the fall networks of both sites, once for everybody and once without each third of the people;
then their twins (`python -m fall.twin` makes these alone)."""

from common import deterministic  # isort: skip

import numpy as np

from common import arguments, folds

from . import SITES, card, recordings, twin
from .making import fitted, heard, network, pack
from .members import MEMBERS
from .training import usable

FOLDS = 3
USES = {"waist": ("sisfall", "assist-iot-stairs"), "wrist": ("weda-fall", "assist-iot-stairs")}


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
                pack(wanted.folds / folds.folder_name(people) / member.name, site, member, nets[people], temperature, golden, USES[site])
            figures = card.figures(said)
            print(f"{member.name}: temperature {temperature:.3f}, {card.line(figures)}", flush=True)
            if not wanted.folds_only:
                net = network(member, everything, epochs)
                folder = wanted.models / member.name
                pack(folder, site, member, net, temperature, golden, USES[site])
                card.write(folder, site, member, net, temperature, figures, USES[site])
    folds.write_folds(wanted.folds, groups)
    twin.make(wanted)


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


def golden_windows(member, class_a):
    """Falls and daily life of the set that states a licence (class A): nothing of the others is handed on."""
    found = {}
    for recording in class_a:
        end = min(recording.impact + 40 if recording.fall else len(recording.values) - 1, len(recording.values) - 1)
        window = recording.values[max(0, end - member.samples + 1) : end + 1]
        window = np.concatenate([np.repeat(window[:1], member.samples - len(window), axis=0), window])
        found[recording.name] = member.taken(window)
    return found


if __name__ == "__main__":
    main()
