"""Trains one network on fresh random windows."""

from common import deterministic  # isort: skip

import numpy as np
import tf_keras as keras

from . import LABELS, networks
from .views import STEP

BATCH = 128
WINDOWS_PER_EPOCH = 4096


def trained(network, view, windows, epochs, seed, watch=None, peak_rate=4e-3):
    """Trains a network from `networks` by name on a view of the windows; returns it and its history. `watch` = Verdicts to look at after each epoch (no choice
    is made by them: the curve is for the card)."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    model = getattr(networks, network)(windows.window_samples // STEP, len(view.channels))
    steps = epochs * WINDOWS_PER_EPOCH // BATCH
    schedule = keras.optimizers.schedules.CosineDecay(1e-4, steps, alpha=0.01, warmup_target=peak_rate, warmup_steps=steps // 10)
    model.compile(
        keras.optimizers.AdamW(schedule, weight_decay=2e-3),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.05),
        metrics=["accuracy"],
    )
    history = []
    watched = None if watch is None else view.normalisation(view.of(watch.windows))
    for _ in range(epochs):
        x, y = windows.draw(WINDOWS_PER_EPOCH, random)
        fit = model.fit(view.normalisation(view.of(x)), np.eye(len(LABELS), dtype=np.float32)[y], batch_size=BATCH, verbose=0).history
        line = {"loss": fit["loss"][0], "accuracy": fit["accuracy"][0]}
        if watch is not None:
            logits = model.predict(watched, batch_size=1024, verbose=0)
            line["unseen"] = float((logits.argmax(axis=1) == watch.labels).mean())
        history.append(line)
    return model, history
