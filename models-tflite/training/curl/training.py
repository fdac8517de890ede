"""Trains the heads: with very much dropout, for there are five people to learn from and hundreds of values to learn by heart."""

from common import deterministic  # isort: skip

import numpy as np
import tf_keras as keras

from . import LABELS, networks

BATCH = 128
PEAK_RATE = 2e-3


def trained(member, windows, labels, epochs, seed):
    """A network of the member's kind, trained on windows of all channels (natural units) and their labels; and its history."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    body = networks.description(len(member.indices))
    described = body.predict(member.normalisation()(member.taken(windows)), batch_size=512, verbose=0)
    mean, deviation = described.mean(axis=0), described.std(axis=0) + 1e-3
    head = networks.head(described.shape[1], member.units, member.dropout)
    schedule = keras.optimizers.schedules.CosineDecay(PEAK_RATE, max(1, epochs * len(labels) // BATCH), alpha=0.01)
    head.compile(
        keras.optimizers.AdamW(schedule, weight_decay=0.05),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
        metrics=["accuracy"],
    )
    truth = np.eye(len(LABELS), dtype=np.float32)[labels]
    fit = head.fit((described - mean) / deviation, truth, batch_size=BATCH, epochs=epochs, verbose=0).history
    history = [{"loss": loss, "accuracy": accuracy} for loss, accuracy in zip(fit["loss"], fit["accuracy"])]
    return networks.joined(body, head, mean, deviation), history
