"""Trains, measures, converts and packs the exercise networks: python -m exercise --data DIR --models DIR [--fast]."""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import HISTORY_SECONDS, LABELS, RATE_HZ, card, evaluation, package, recordings, simulation
from .augmentation import Augmentation, Windows
from .export import Quantized, converted
from .training import normalised, trained


@dataclass(frozen=True)
class Member:
    name: str
    network: str
    what: str


MEMBERS = (
    Member(
        "exercise-cnn", "cnn", "A convolutional network over 4 s of wrist motion: three strided 1-D convolutions, mean and peak over time."
    ),
    Member(
        "exercise-gru",
        "gru",
        "A recurrent network over 4 s of wrist motion: two strided convolutions and a gated recurrent unit, unrolled.",
    ),
    Member(
        "exercise-bands",
        "bands",
        "A perceptron over statistics of 4 s of wrist motion: mean and peak of a learned filter bank per channel, and the posture.",
    ),
)
SAMPLES = 200
FILL = "first"
SMOOTHING_SECONDS = HISTORY_SECONDS - SAMPLES / RATE_HZ
FOLDS = (("A", "C"), ("C", "A"))
REST_SHARE = 0.25
SOURCE_WEIGHTS = {"barbell-metamotion": 1.0, "simulated": 1.5, "weda-fall": 1.0, "assist-iot-stairs": 0.5, "imu-falls-jasonkau": 0.25}
SIMULATED_RECORDINGS = 160


def main():
    parser = argparse.ArgumentParser(prog="exercise", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with barbell-metamotion and the daily-life sets")
    parser.add_argument("--models", type=Path, required=True, help="folder that gets a package per model")
    parser.add_argument("--fast", action="store_true", help="a smoke run: two epochs, one seed")
    arguments = parser.parse_args()
    seeds, epochs = (1, 2) if arguments.fast else (2, 30)
    lifts = recordings.barbell(arguments.data)
    daily = recordings.weda(arguments.data) + recordings.falls_daily_life(arguments.data) + recordings.stairs(arguments.data)
    print(f"{len(lifts)} barbell recordings, {len(daily)} of daily life")
    folds = [left_out(lifts, daily, subject, unseen) for subject, unseen in FOLDS]
    results = {m.name: [[measured(m, fold, seed, epochs) for seed in range(1, seeds + 1)] for fold in folds] for m in MEMBERS}
    golden = golden_windows(arguments.data)
    temperatures = {}
    for member in MEMBERS:
        temperatures[member.name] = pooled_temperature(results[member.name], folds)
        ship(member, lifts, daily, epochs, golden, temperatures[member.name], results[member.name], folds, arguments.models)
    ship_ensemble(temperatures, results, folds, arguments.models)


@dataclass(frozen=True)
class Fold:
    name: str
    windows: Windows
    verdicts: evaluation.Verdicts


def left_out(lifts, daily, subject, unseen):
    seen = [recording for recording in lifts if recording.subject == subject]
    verdicts = evaluation.verdict_windows([r for r in lifts if r.subject == unseen], SAMPLES, FILL)
    return Fold(f"{subject} to {unseen}", training_windows(seen, daily), verdicts)


def training_windows(lifts, daily):
    """The postures in which a bar is held still come from the same people as the lifts, so nothing of the unseen one leaks."""
    resting = simulation.rest(simulation.postures_of(lifts), SIMULATED_RECORDINGS, np.random.default_rng(11))
    return Windows(lifts + daily + resting, SAMPLES, FILL, Augmentation(), REST_SHARE, SOURCE_WEIGHTS)


@dataclass(frozen=True)
class Run:
    """What one training gave on its unseen subject."""

    history: list
    real: np.ndarray  # logits of the float network
    int8: np.ndarray  # logits of the converted one


def measured(member, fold, seed, epochs):
    model, history = trained(member.network, fold.windows, epochs, seed, fold.verdicts)
    real = model.predict(normalised(fold.verdicts.windows), batch_size=1024, verbose=0)
    quantized = Quantized(converted(model, representative(fold.windows)))
    run = Run(history, real, quantized.logits(fold.verdicts.windows))
    print(f"{member.name}, {fold.name}, seed {seed}: float {accuracy(run.real, fold):.3f}, int8 {accuracy(run.int8, fold):.3f}", flush=True)
    return run


def accuracy(logits, fold):
    return (logits.argmax(axis=1) == fold.verdicts.labels).mean()


def representative(windows):
    return windows.draw(500, np.random.default_rng(23))[0]


def pooled_temperature(runs_by_fold, folds):
    """One temperature for all seeds and both unseen subjects, each subject with the same weight."""
    logits, labels = balanced([(run.int8, fold.verdicts.labels) for runs, fold in zip(runs_by_fold, folds) for run in runs])
    return evaluation.fitted_temperature(logits, labels)


def balanced(parts):
    """Evenly spaced verdicts, as many from each part as the smallest has."""
    count = min(len(labels) for _, labels in parts)
    chosen = [(scores[index], labels[index]) for scores, labels in parts for index in [np.linspace(0, len(labels) - 1, count).astype(int)]]
    return np.concatenate([scores for scores, _ in chosen]), np.concatenate([labels for _, labels in chosen])


def ship(member, lifts, daily, epochs, golden, temperature, runs_by_fold, folds, models):
    folder = models / member.name
    windows = training_windows(lifts, daily)
    model, history = trained(member.network, windows, epochs, 1)
    content = converted(model, representative(windows))
    quantized = Quantized(content)
    package.write_model(folder, member.what, content, quantized, golden, FILL, temperature)
    rows, figures = [], {}
    for fold, runs in zip(folds, runs_by_fold):
        for kind in ("real", "int8"):
            values = over_seeds([evaluation.softmax(getattr(run, kind), temperature) for run in runs], fold)
            kind = "float" if kind == "real" else kind
            rows.append((f"{fold.name}, {kind}", values))
            figures[f"{fold.name} {kind}"] = values
    probabilities = np.concatenate([evaluation.softmax(runs[0].int8, temperature) for runs in runs_by_fold])
    labels = np.concatenate([fold.verdicts.labels for fold in folds])
    matrix = evaluation.confusion(probabilities, labels)
    curves = {fold.name: mean_history([run.history for run in runs]) for fold, runs in zip(folds, runs_by_fold)} | {
        "A and C (shipped)": history
    }
    card.pictures(folder / "pictures", member.name, curves, matrix, probabilities, labels)
    facts = (
        f"{model.count_params():,} parameters, {len(content) / 1000:.1f} kB, full-integer int8; {SAMPLES} samples of 6 channels at"
        f" {RATE_HZ} Hz; logits with a step of {quantized.output_scale():.3f}; temperature {temperature:.3f}; operators"
        f" {', '.join(quantized.operators())}."
    )
    (folder / "MODEL_CARD.md").write_text(card.model_card(member.name, member.what, facts, rows, matrix))
    package.write_figures(folder / "figures.json", figures)


def mean_history(histories):
    return [{key: float(np.mean([h[key] for h in epoch])) for key in epoch[0]} for epoch in zip(*histories)]


def over_seeds(probabilities, fold):
    values = [evaluation.measures(p, fold.verdicts) for p in probabilities]
    return {key: [v[key] for v in values] for key in values[0]}


def ship_ensemble(temperatures, results, folds, models):
    combined = [
        [combination([results[m.name][f][s].int8 for m in MEMBERS], temperatures, fold) for s in range(len(results[MEMBERS[0].name][f]))]
        for f, fold in enumerate(folds)
    ]
    scores, labels = balanced(
        [(np.log(np.maximum(p, 1e-9)), fold.verdicts.labels) for per_seed, fold in zip(combined, folds) for p in per_seed]
    )
    temperature = evaluation.fitted_temperature(scores, labels)
    combined = [[evaluation.sharpened(p, temperature) for p in per_seed] for per_seed in combined]
    rows, figures = [], {}
    for f, fold in enumerate(folds):
        rows.append((f"**ensemble, {fold.name}**", over_seeds(combined[f], fold)))
        figures[f"ensemble {fold.name}"] = rows[-1][1]
        for member in MEMBERS:
            alone = [
                evaluation.smoothed(evaluation.softmax(run.int8, temperatures[member.name]), fold.verdicts.recording, SMOOTHING_SECONDS)
                for run in results[member.name][f]
            ]
            rows.append((f"{member.name}, {fold.name}", over_seeds(alone, fold)))
            figures[f"{member.name} {fold.name}"] = rows[-1][1]
    labels = np.concatenate([fold.verdicts.labels for fold in folds])
    wrong = [np.concatenate([results[m.name][f][0].int8.argmax(axis=1) for f in range(len(folds))]) != labels for m in MEMBERS]
    probabilities = np.concatenate([per_seed[0] for per_seed in combined])
    matrix = evaluation.confusion(probabilities, labels)
    folder = models / "exercise"
    names = [member.name for member in MEMBERS]
    package.write_ensemble(folder, names, SMOOTHING_SECONDS, temperature)
    card.pictures(folder / "pictures", "exercise", None, matrix, probabilities, labels)
    text = card.ensemble_card(rows, names, np.corrcoef(np.array(wrong, dtype=float)), matrix, SMOOTHING_SECONDS, temperature)
    (folder / "MODEL_CARD.md").write_text(text)
    package.write_figures(folder / "figures.json", figures)
    for what, values in rows:
        print(f"{what}: " + ", ".join(f"{key} {card.spread(per_seed)}" for key, per_seed in values.items()))


def combination(logits, temperatures, fold):
    mean = np.mean([evaluation.softmax(z, temperatures[m.name]) for z, m in zip(logits, MEMBERS)], axis=0)
    return evaluation.smoothed(mean, fold.verdicts.recording, SMOOTHING_SECONDS)


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
