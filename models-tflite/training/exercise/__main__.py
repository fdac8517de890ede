"""Trains, measures, converts and packs the exercise networks."""

from dataclasses import dataclass

import numpy as np

from common import arguments, calibration, folds, package
from common.export import Quantized, converted

from . import HISTORY_SECONDS, LABELS, RATE_HZ, card, evaluation, recordings, simulation
from .augmentation import Augmentation, Windows
from .members import MEMBERS, VERSION, bootstrapped
from .training import trained
from .views import MODEL_RATE_HZ, STEP

SAMPLES = 200
FILL = "first"
SMOOTHING_SECONDS = HISTORY_SECONDS - SAMPLES / RATE_HZ
PEOPLE = ("A", "C")
REST_SHARE = 0.25
SOURCE_WEIGHTS = {"barbell-metamotion": 1.0, "simulated": 1.5, "weda-fall": 1.0, "assist-iot-stairs": 0.5, "imu-falls-jasonkau": 0.25}
SIMULATED_RECORDINGS = 160
EPOCHS = 30
CODE = "training/exercise"


def main():
    wanted = arguments.parsed("exercise", __doc__)
    epochs = 2 if wanted.fast else EPOCHS
    lifts = recordings.barbell(wanted.data)
    daily = recordings.weda(wanted.data) + recordings.falls_daily_life(wanted.data) + recordings.stairs(wanted.data)
    print(f"{len(lifts)} barbell recordings, {len(daily)} of daily life", flush=True)
    golden = golden_windows(wanted.data)
    unseen = {person: evaluation.verdict_windows([r for r in lifts if r.subject == person], SAMPLES, FILL) for person in PEOPLE}
    folds.write_folds(wanted.folds, [(person,) for person in PEOPLE])
    for member in MEMBERS:
        networks = {
            person: network(member, [r for r in lifts if r.subject != person], daily, epochs, unseen[person]) for person in PEOPLE
        }
        logits = {person: trained_without.quantized.logits(member.view.of(unseen[person].windows)) for person, trained_without in networks.items()}
        temperature = pooled_temperature(logits, unseen)
        for person, trained_without in networks.items():
            pack(wanted.folds / folds.folder_name((person,)) / member.name, member, trained_without, golden, temperature)
            right = (logits[person].argmax(axis=1) == unseen[person].labels).mean()
            print(f"{member.name}, without {person}: {right:.3f} of the verdicts on {person}", flush=True)
        if not wanted.folds_only:
            shipped = network(member, lifts, daily, epochs)
            folder = wanted.models / member.name
            pack(folder, member, shipped, golden, temperature)
            describe(folder, member, shipped, networks, logits, unseen, temperature)


@dataclass(frozen=True)
class Network:
    history: list
    parameters: int
    content: bytes
    quantized: Quantized
    real: np.ndarray | None  # logits of the float network on the unseen person


def network(member, lifts, daily, epochs, watch=None):
    """Trained on these lifts. The postures in which a bar is held still come from the same people, so nothing of an unseen one leaks."""
    resting = simulation.rest(simulation.postures_of(lifts), SIMULATED_RECORDINGS, np.random.default_rng(11))
    if member.bootstrap is not None:
        lifts = bootstrapped(lifts, np.random.default_rng(member.bootstrap))
    windows = Windows(lifts + daily + resting, SAMPLES, FILL, Augmentation(), REST_SHARE, SOURCE_WEIGHTS)
    model, history = trained(member.network, member.view, windows, epochs, member.seed, watch)
    view = member.view
    content = converted(model, view.of(windows.draw(500, np.random.default_rng(23))[0]), view.normalisation)
    real = None if watch is None else model.predict(view.normalisation(view.of(watch.windows)), batch_size=1024, verbose=0)
    return Network(history, model.count_params(), content, Quantized(content, view.normalisation), real)


def pooled_temperature(logits, unseen):
    """One temperature for both unseen people, each with the same weight."""
    return calibration.fitted_temperature(*calibration.balanced([(logits[person], unseen[person].labels) for person in PEOPLE]))


def pack(folder, member, trained_network, golden, temperature):
    view = member.view
    package.write_model(
        folder,
        VERSION,
        member.what,
        trained_network.content,
        trained_network.quantized,
        package.window_input(
            "imu", view.meaning, view.channels, view.units, MODEL_RATE_HZ, SAMPLES // STEP, FILL, view.normalisation
        ),
        LABELS,
        temperature,
        {name: view.of(window[None])[0] for name, window in golden.items()},
        card.USES,
        CODE,
    )


def describe(folder, member, shipped, networks, logits, unseen, temperature):
    figures, rows = {}, []
    for person in PEOPLE:
        for kind, scores in (("float", networks[person].real), ("int8", logits[person])):
            probabilities = calibration.softmax(scores, temperature)
            add(rows, figures, f"unseen {person}, {kind}", evaluation.measures(probabilities, unseen[person]))
        smoothed = evaluation.smoothed(calibration.softmax(logits[person], temperature), unseen[person].recording, SMOOTHING_SECONDS)
        add(rows, figures, f"unseen {person}, int8, mean of {SMOOTHING_SECONDS:g} s", evaluation.measures(smoothed, unseen[person]))
    probabilities = np.concatenate([calibration.softmax(logits[person], temperature) for person in PEOPLE])
    labels = np.concatenate([unseen[person].labels for person in PEOPLE])
    curves = {f"without {person}": networks[person].history for person in PEOPLE} | {"A and C (shipped)": shipped.history}
    matrix = calibration.confusion(probabilities, labels)
    card.write_pictures(folder / "pictures", member.name, curves, matrix, probabilities, labels)
    facts = (
        f"{shipped.parameters:,} parameters, {len(shipped.content) / 1000:.1f} kB, full-integer int8; {SAMPLES // STEP} samples of"
        f" {', '.join(member.view.channels)} at {MODEL_RATE_HZ} Hz; logits with a step of {shipped.quantized.output_scale():.3f}; temperature {temperature:.3f}; operators"
        f" {', '.join(shipped.quantized.operators())}."
    )
    (folder / "MODEL_CARD.md").write_text(card.model_card(member.name, member.what, facts, rows, matrix))
    package.write_figures(folder / "figures.json", figures)


def add(rows, figures, what, measures):
    rows.append((what, {key: [value] for key, value in measures.items()}))
    figures[what] = measures


def golden_windows(data):
    """Simulated lifts and simulated or class A daily motion: no recording without a licence is handed on."""
    random = np.random.default_rng(31)
    sources = {label: simulation.lift(label, random) for label in LABELS if label != "rest"}
    rest = simulation.rest([np.array([0.1, 0.9, -0.2])], 3, random)
    sources |= {"still": rest[0], "walking": rest[1]}
    sources["stairs"] = recordings.stairs(data)[0]
    return {name: recording.stretches[0][1][100 : 100 + SAMPLES] for name, recording in sources.items()}


if __name__ == "__main__":
    main()
