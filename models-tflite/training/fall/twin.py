"""Makes the twins of the fall members, trained on simulated people and recordings of class A alone; runs alone, too: `python -m fall.twin`."""

from common import deterministic  # isort: skip

import csv

import numpy as np

from common import arguments

from . import RATE_HZ, SITES, card, recordings, simulation
from .making import fitted, heard, network, pack
from .members import TWINS
from .training import usable

USES = ("simulated-falls", "assist-iot-stairs", "imu-falls-jasonkau")
SEEN, UNSEEN, GOLDEN = 1, 2, 3  # seeds: other seeds are other people
# Thirteen short recordings of falls and daily life, the only recorded falls of class A, among a thousand simulated ones.
AS_OFTEN = 5
HEADER = "time_s,acceleration_x_g,acceleration_y_g,acceleration_z_g,angular_rate_x_dps,angular_rate_y_dps,angular_rate_z_dps"


def make(wanted):
    fast = wanted.fast
    for site in SITES:
        unseen = simulation.recordings(site, UNSEEN, 2 if fast else 12, 4 if fast else 12, 4 if fast else 16)
        write(wanted.folds / f"simulated-{site}", site, unseen)
        if wanted.folds_only:
            continue
        stairs = [r for r in recordings.stairs(wanted.data) if r.site == site]
        seen = simulation.recordings(site, SEEN, 2 if fast else 36, 4 if fast else 14, 4 if fast else 18) + stairs
        seen += AS_OFTEN * recordings.jasonkau(wanted.data)
        recorded = recordings.of_site(wanted.data, site)
        examples = simulation.recordings(site, GOLDEN, 1, 3, 6)
        for member in TWINS[site]:
            net = network(member, seen, 1 if fast else member.epochs)
            said = heard(member, net[1], usable(unseen, member))
            temperature = fitted(said)
            limit = card.limit_of(said)
            on_recorded = card.figures(heard(member, net[1], usable(recorded, member)), limit)
            folder = wanted.models / member.name
            pack(folder, site, member, net, temperature, golden_windows(member, examples), USES)
            card.write_twin(folder, site, member, net, temperature, card.figures(said, limit), on_recorded)
            print(f"{member.name}: temperature {temperature:.3f}, recorded: {card.line(on_recorded)}", flush=True)


def golden_windows(member, examples):
    found = {}
    for recording in examples:
        middle = recording.impact if recording.fall else len(recording.values) // 2
        end = np.clip(middle + 40, member.samples - 1, len(recording.values) - 1)
        found[recording.name.split(" ", 1)[1].replace(" ", "-").replace("_", "-")] = member.taken(
            recording.values[end - member.samples + 1 : end + 1]
        )
    return found


def write(folder, site, people):
    """Recordings in the agent's own format, for `spotter ensemble fit`, which is not to know whom the members know."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "recordings.csv", "w", newline="") as file:
        index = csv.writer(file)
        index.writerow(["file", "subject", "label", "start", "repetitions", "attributes"])
        for number, recording in enumerate(people):
            name = f"{recording.name.replace(' ', '-')}.csv"
            start = f"2026-01-01T{number // 60:02d}:{number % 60:02d}:00Z"
            index.writerow([name, recording.subject, "fall" if recording.fall else "other", start, "", f"site={site}"])
            time = np.arange(len(recording.values)) / RATE_HZ
            np.savetxt(folder / name, np.column_stack([time, recording.values]), delimiter=",", fmt="%.4f", header=HEADER, comments="")


if __name__ == "__main__":
    make(arguments.parsed("fall.twin", __doc__))
