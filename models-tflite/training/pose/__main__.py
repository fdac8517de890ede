"""Trains, measures, converts and packs the networks that judge form by key points: python -m pose --data DIR --models DIR [--fast]."""

from common import deterministic  # isort: skip

from dataclasses import dataclass

import numpy as np
from common import arguments, calibration, package
from common.export import Quantized, converted

from . import EXERCISES, RATE_HZ, augmentation, card, recordings, training

FOLDS = 4
VERSION = "1.0.0"
DATA = ("pose-exercise-correction",)
CODE = "training/pose"
CHECK = 3000  # simulated frames of a class that the recordings lack


@dataclass(frozen=True)
class Unseen:
    """What members said (int8 logits) of frames of sources that they had not seen; `varied`: the same frames as other cameras see them."""

    labels: np.ndarray
    groups: np.ndarray
    plain: dict
    varied: dict

    def of(self, rows):
        one, other = ({name: said[rows] for name, said in view.items()} for view in (self.plain, self.varied))
        return Unseen(self.labels[rows], self.groups[rows], one, other)

    def views(self):
        return (("as recorded", self.plain), ("as other cameras see it", self.varied))


def main():
    given = arguments.parsed("pose", __doc__)
    if given.folds_only:
        print("pose: the recordings name no people, so there are no members without each of them")
        return
    frames_count = 2000 if given.fast else 12_000
    for exercise in EXERCISES:
        epochs = 1 if given.fast else exercise.epochs
        frames = recordings.READERS[exercise.name](given.data)
        unseen = measured(exercise, frames, frames_count, epochs)
        temperatures = {member.name: fitted(unseen, member.name) for member in exercise.members}
        drawn = training.drawn(exercise, frames, frames_count, np.random.default_rng(1))
        for member in exercise.members:
            ship(exercise, member, frames, drawn, epochs, temperatures[member.name], unseen, given.models)
        checks = transfer(exercise, frames, frames_count, epochs, temperatures) if "H" in exercise.labels else None
        ship_ensemble(exercise, unseen, temperatures, checks, given.models)


def measured(exercise, frames, frames_count, epochs):
    groups = np.unique(frames.group)
    truth = np.array([exercise.labels.index(label) for label in frames.labels])
    order, plain, varied = [], {m.name: [] for m in exercise.members}, {m.name: [] for m in exercise.members}
    for fold in range(FOLDS):
        held = np.isin(frames.group, groups[fold::FOLDS])
        points, labels = training.drawn(exercise, frames.take(np.flatnonzero(~held)), frames_count, np.random.default_rng(100 + fold))
        test = frames.take(np.flatnonzero(held))
        other = augmentation.varied(test.points, np.random.default_rng(200 + fold))
        order.append(np.flatnonzero(held))
        for member in exercise.members:
            quantized, _, _, _ = network(exercise, member, points, labels, epochs, seed=1 + fold)
            plain[member.name].append(quantized.logits(training.windows(member, test.points)))
            varied[member.name].append(quantized.logits(training.windows(member, other)))
            right = (plain[member.name][-1].argmax(axis=1) == truth[held]).mean()
            print(f"{member.name}, fold {fold + 1} of {FOLDS}: accuracy {right:.4f}", flush=True)
    index = np.concatenate(order)
    return Unseen(
        truth[index],
        frames.group[index],
        {name: np.concatenate(parts) for name, parts in plain.items()},
        {name: np.concatenate(parts) for name, parts in varied.items()},
    )


def network(exercise, member, points, labels, epochs, seed):
    model, normalised, history = training.trained(exercise, member, points, labels, epochs, seed)
    content = converted(model, training.windows(member, points), normalised)
    return Quantized(content, normalised), content, model, history


def fitted(unseen, name):
    """A temperature for the frames as they are and as other cameras see them."""
    logits = np.concatenate([unseen.plain[name], unseen.varied[name]])
    return calibration.fitted_temperature(logits, np.concatenate([unseen.labels, unseen.labels]))


def ship(exercise, member, frames, drawn, epochs, temperature, unseen, models):
    quantized, content, model, history = network(exercise, member, *drawn, epochs, seed=1)
    folder = models / member.name
    model_input = package.window_input(
        "body",
        "where key points are on the body in one picture; docs/model-packages.md says how each channel is derived",
        member.channels,
        [card.unit(channel) for channel in member.channels],
        RATE_HZ,
        1,
        "first",
        quantized.normalisation,
    )
    golden = {
        f"{label.lower()}-{number + 1}": training.windows(member, frames.take(np.array([row])).points)[0]
        for label in exercise.labels
        for number, row in enumerate(np.flatnonzero(frames.labels == label)[[10, -10]] if (frames.labels == label).any() else [])
    }
    package.write_model(
        folder, VERSION, member.what, content, quantized, model_input, exercise.labels, temperature, golden, DATA, CODE
    )
    facts = (
        f"{model.count_params():,} parameters, {len(content) / 1000:.1f} kB, full-integer int8; one sample of {len(member.channels)} channels;"
        f" logits with a step of {quantized.output_scale():.3f}; temperature {temperature:.3f}; operators"
        f" {', '.join(quantized.operators())}."
    )
    judged = nested(unseen, [member.name])
    rows = [(what, measures(probabilities, unseen.labels)) for what, probabilities in judged.items()]
    card.write_member(folder, exercise, member, facts, history, rows, judged["as recorded"], unseen.labels)


def measures(probabilities, labels):
    matrix = calibration.confusion(probabilities, labels)
    return {
        "accuracy": calibration.accuracy(matrix),
        "macroF1": calibration.macro_f1(matrix),
        "ece": calibration.calibration_error(probabilities, labels),
    }


def mean(logits, temperatures, names):
    return np.mean([calibration.softmax(logits[name], temperatures[name]) for name in names], axis=0)


def mean_temperature(unseen, temperatures, names):
    scores = np.log(np.maximum(np.concatenate([mean(said, temperatures, names) for said in (unseen.plain, unseen.varied)]), 1e-9))
    return calibration.fitted_temperature(scores, np.concatenate([unseen.labels, unseen.labels]))


def nested(unseen, names):
    """The probabilities of these members together in each view, every temperature fitted without the source that is judged."""
    judged = {what: np.zeros(next(iter(said.values())).shape) for what, said in unseen.views()}
    for group in np.unique(unseen.groups):
        held = unseen.groups == group
        others = unseen.of(~held)
        temperatures = {name: fitted(others, name) for name in names}
        temperature = mean_temperature(others, temperatures, names) if len(names) > 1 else 1.0
        for what, said in unseen.of(held).views():
            judged[what][held] = calibration.sharpened(mean(said, temperatures, names), temperature)
    return judged


def transfer(exercise, frames, frames_count, epochs, temperatures):
    """What simulation is worth for a class that training never saw: without any frame of hips too high, on the real ones; and the
    members as they are, on correct frames of unseen videos whose hips are lowered."""
    without = frames.take(np.flatnonzero(frames.labels != "H"))
    points, labels = training.drawn(exercise, without, frames_count, np.random.default_rng(300))
    high = frames.take(np.flatnonzero(frames.labels == "H"))
    said = {m.name: network(exercise, m, points, labels, epochs, 1)[0].logits(training.windows(m, high.points)) for m in exercise.members}
    combined = mean(said, temperatures, list(said))
    recalls = {name: float((logits.argmax(axis=1) == 1).mean()) for name, logits in said.items()}
    result = {"H never seen": recalls | {"ensemble": float((combined.argmax(axis=1) == 1).mean())}}
    groups = np.unique(frames.group[frames.labels == "C"])
    low = {m.name: [] for m in exercise.members} | {"ensemble": []}
    for fold in range(2):
        held = np.isin(frames.group, groups[fold::2])
        points, labels = training.drawn(exercise, frames.take(np.flatnonzero(~held)), frames_count, np.random.default_rng(400 + fold))
        correct = frames.take(np.flatnonzero(held & (frames.labels == "C")))
        lowered = training.simulation(exercise, correct, "L", CHECK, np.random.default_rng(500 + fold)).points
        said = {m.name: network(exercise, m, points, labels, epochs, 1)[0].logits(training.windows(m, lowered)) for m in exercise.members}
        for name, logits in said.items():
            low[name].append(float((logits.argmax(axis=1) == 2).mean()))
        low["ensemble"].append(float((mean(said, temperatures, list(said)).argmax(axis=1) == 2).mean()))
    result["L lowered, of unseen videos"] = {name: float(np.mean(values)) for name, values in low.items()}
    return result


def ship_ensemble(exercise, unseen, temperatures, checks, models):
    names = [member.name for member in exercise.members]
    temperature = mean_temperature(unseen, temperatures, names)
    few = [member.name for member in exercise.members if member.flat()]
    few_temperature = mean_temperature(unseen, temperatures, few)
    together = {"**ensemble**": nested(unseen, names)} | ({"of 17 points": nested(unseen, few)} if len(few) < len(names) else {})
    judged = together | {name: nested(unseen, [name]) for name in names}
    rows = [(f"{who}, {what}", measures(judged[who][what], unseen.labels)) for what, _ in unseen.views() for who in judged]
    alone = {name: np.mean([measures(p, unseen.labels)["macroF1"] for p in judged[name].values()]) for name in names}
    best = max(names, key=alone.get)
    wrong = np.array([unseen.plain[name].argmax(axis=1) != unseen.labels for name in names], dtype=float)
    folder = models / f"form-{exercise.name}"
    folder.mkdir(parents=True, exist_ok=True)
    description = {
        "name": folder.name,
        "version": VERSION,
        "task": "classification",
        "description": f"From the key points of one picture, {exercise.meaning}",
        "labels": list(exercise.labels),
        "combine": "mean",
        "members": [{"model": name, "version": VERSION} for name in names],
        "smoothing": {"seconds": 0.0},
        "calibration": {"temperature": round(temperature, 4)},
    }
    if len(few) < len(names):
        missing = [name for name in names if name not in few]
        description["degraded"] = [{"without": missing, "calibration": {"temperature": round(few_temperature, 4)}}]
    package.write_yaml(folder / "ensemble.yaml", description | {"best-member": best})
    correlation = np.corrcoef(wrong + 1e-9 * np.arange(wrong.shape[1]))
    card.write_ensemble(folder, exercise, rows, best, correlation, judged, unseen, checks)
    for what, values in rows:
        print(f"{exercise.name}, {what}: " + ", ".join(f"{key} {value:.4f}" for key, value in values.items()), flush=True)
    for what, values in (checks or {}).items():
        print(f"{exercise.name}, {what}: " + ", ".join(f"{name} {value:.3f}" for name, value in values.items()), flush=True)


if __name__ == "__main__":
    main()
