"""Draws frames to train on, and trains one small network on them."""

from common import deterministic  # isort: skip

import numpy as np
import tf_keras as keras
from common.normalisation import Normalisation
from tf_keras import layers

from . import augmentation, channels
from .recordings import Frames

LIMIT = 4.0  # normalised values beyond saturate, as they do in the int8 input
BATCH = 128
SIMULATED_SHARE = 0.25


def drawn(exercise, frames, count, random):
    """`count` varied frames: every class as often as every other, and in it every group; with simulated ones where a class or a kind of
    person is scarce."""
    parts = []
    for label in exercise.labels:
        of_class = [np.flatnonzero((frames.labels == label) & (frames.group == group)) for group in np.unique(frames.group)]
        share = count // len(exercise.labels)
        simulated = int(share * SIMULATED_SHARE) if exercise.name in ("plank", "lunge") else 0
        if not any(len(index) for index in of_class):
            simulated = share
        if share > simulated:
            parts.append(frames.take(evenly(of_class, share - simulated, random)))
        if simulated:
            parts.append(simulation(exercise, frames, label, simulated, random))
    points = {name: np.concatenate([part.points[name] for part in parts]) for name in parts[0].points}
    labels = np.concatenate([part.labels for part in parts])
    return augmentation.varied(points, random), np.array([exercise.labels.index(label) for label in labels])


def simulation(exercise, frames, label, count, random):
    """What frames would have been in another class, or as another person's of the same class."""
    return (planks if exercise.name == "plank" else lunges)(frames, label, count, random)


def planks(frames, label, count, random):
    """Correct planks whose hips are moved."""
    correct = frames.take(evenly([np.flatnonzero((frames.labels == "C") & (frames.group == g)) for g in np.unique(frames.group)], count, random))
    low, high = {"C": (-0.08, 0.1), "H": (0.6, 1.2), "L": (-0.85, -0.22)}[label]
    points = augmentation.hips_moved(correct.points, random.uniform(low, high, count), random)
    return Frames(points, np.full(count, label), correct.group)


def lunges(frames, label, count, random):
    """Lunges of both classes, whose front knee is moved to where the wanted class has it, in lengths of the foot past the toes. With knees
    moved both ways, nothing but the knee tells the classes apart: not the person, not the camera, not how deep the lunge is."""
    past = channels.channel("lunge.knee-over-toe", frames.points)
    plain = np.where(frames.labels == "C", (past > -1.1) & (past < -0.4), (past > -0.4) & (past < 1.0))
    chosen = evenly(
        [np.flatnonzero(plain & (frames.group == g) & (frames.labels == one)) for g in np.unique(frames.group) for one in "CL"], count, random
    )
    wanted = random.uniform(*{"C": (-1.0, -0.45), "L": (-0.3, 0.6)}[label], count)
    source = frames.take(chosen)
    points = augmentation.knee_moved(source.points, wanted - past[chosen], random.uniform(-0.25, 0.25, count))
    return Frames(points, np.full(count, label), source.group)


def evenly(groups, count, random):
    """`count` rows, from each group that has any as often as from every other."""
    groups = [index for index in groups if len(index)]
    chosen = random.integers(len(groups), size=count)
    return np.array([groups[c][random.integers(len(groups[c]))] for c in chosen])


def normalisation(values):
    """Mean and scale of each channel, rounded to what model.yaml says."""
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 0.02)
    return Normalisation(tuple(round(float(m), 3) for m in mean), tuple(round(float(s), 3) for s in scale), LIMIT)


def network(inputs, outputs):
    """Two hidden layers; the window of one sample is its vector of channels."""
    window = keras.Input((1, inputs))
    x = layers.Flatten()(window)
    for units in (32, 24):
        x = layers.ReLU()(layers.Dense(units)(x))
        x = layers.Dropout(0.1)(x)
    return keras.Model(window, layers.Dense(outputs, name="logits")(x))


def trained(exercise, member, points, labels, epochs, seed):
    """The network, its normalisation, and its training curve."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    values = channels.matrix(member.channels, points)[:, None]
    normalised = normalisation(values[:, 0])
    model = network(len(member.channels), len(exercise.labels))
    steps = epochs * len(labels) // BATCH
    schedule = keras.optimizers.schedules.CosineDecay(1e-4, steps, alpha=0.01, warmup_target=4e-3, warmup_steps=steps // 10)
    model.compile(
        keras.optimizers.AdamW(schedule, weight_decay=4e-3),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.02),
        metrics=["accuracy"],
        steps_per_execution=50,
    )
    targets = np.eye(len(exercise.labels), dtype=np.float32)[labels]
    fit = model.fit(normalised(values), targets, batch_size=BATCH, epochs=epochs, verbose=0).history
    history = [{"loss": float(loss), "accuracy": float(accuracy)} for loss, accuracy in zip(fit["loss"], fit["accuracy"])]
    return model, normalised, history


def windows(member, points):
    """frames x 1 x channels, as the package's window of one sample."""
    return channels.matrix(member.channels, points)[:, None]
