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
FRAMES = 24_000
SIMULATED_SHARE = 0.25


def drawn(exercise, frames, count, random):
    """`count` varied frames: every class as often as every other, and in it every group; with simulated ones where a class or a kind of
    person is scarce."""
    parts = []
    for label in exercise.labels:
        of_class = [np.flatnonzero((frames.labels == label) & (frames.group == group)) for group in np.unique(frames.group)]
        of_class = [index for index in of_class if len(index)]
        share = count // len(exercise.labels)
        simulated = int(share * SIMULATED_SHARE) if exercise.name in ("plank", "lunge") else 0
        if not of_class:
            simulated = share
        if share > simulated:
            chosen = random.integers(len(of_class), size=share - simulated)
            rows = np.array([of_class[c][random.integers(len(of_class[c]))] for c in chosen])
            parts.append(frames.take(rows))
        if simulated:
            parts.append(simulation(exercise, frames, label, simulated, random))
    points = {name: np.concatenate([part.points[name] for part in parts]) for name in parts[0].points}
    labels = np.concatenate([part.labels for part in parts])
    return augmentation.varied(points, random), np.array([exercise.labels.index(label) for label in labels])


def simulation(exercise, frames, label, count, random):
    """What a frame of the class C would have been in another class, or as another person's C."""
    groups = [np.flatnonzero((frames.labels == "C") & (frames.group == g)) for g in np.unique(frames.group)]
    groups = [index for index in groups if len(index)]
    chosen = random.integers(len(groups), size=count)
    correct = frames.take(np.array([groups[c][random.integers(len(groups[c]))] for c in chosen]))
    if exercise.name == "plank":
        low, high = {"C": (-0.08, 0.1), "H": (0.6, 1.2), "L": (-0.85, -0.22)}[label]
        points = augmentation.hips_moved(correct.points, random.uniform(low, high, count), random)
    else:
        ahead = random.uniform(*{"C": (-0.25, 0.15), "L": (0.65, 1.3)}[label], count)
        points = augmentation.knee_moved(correct.points, ahead, random.uniform(-0.05, {"C": 0.12, "L": 0.35}[label], count))
    return Frames(points, np.full(count, label), correct.group)


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
    )
    targets = np.eye(len(exercise.labels), dtype=np.float32)[labels]
    fit = model.fit(normalised(values), targets, batch_size=BATCH, epochs=epochs, verbose=0).history
    history = [{"loss": float(loss), "accuracy": float(accuracy)} for loss, accuracy in zip(fit["loss"], fit["accuracy"])]
    return model, normalised, history


def windows(member, points):
    """frames x 1 x channels, as the package's window of one sample."""
    return channels.matrix(member.channels, points)[:, None]
