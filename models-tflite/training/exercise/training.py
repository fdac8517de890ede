"""Trains one network on fresh random windows."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_DETERMINISTIC_OPS", "1")

import numpy as np
import tensorflow as tf
import tf_keras as keras

from . import LABELS, networks

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

NORMALISATION_MEAN = (0.0,) * 6
NORMALISATION_SCALE = (0.5, 0.5, 0.5, 50.0, 50.0, 50.0)
LIMIT = 4.0  # normalised values beyond (2 g, 200 deg/s) saturate, as they do in the int8 input
BATCH = 128
WINDOWS_PER_EPOCH = 4096


def normalised(windows):
    values = (windows - np.float32(NORMALISATION_MEAN)) / np.float32(NORMALISATION_SCALE)
    return np.clip(values, -LIMIT, LIMIT).astype(np.float32)


def trained(network, windows, epochs, seed, watch=None, peak_rate=4e-3):
    """Trains a network from `networks` by name; returns it and its history. `watch` = Verdicts to look at after each epoch (no choice
    is made by them: the curve is for the card)."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    model = getattr(networks, network)(windows.window_samples)
    steps = epochs * WINDOWS_PER_EPOCH // BATCH
    schedule = keras.optimizers.schedules.CosineDecay(1e-4, steps, alpha=0.01, warmup_target=peak_rate, warmup_steps=steps // 10)
    model.compile(
        keras.optimizers.AdamW(schedule, weight_decay=2e-3),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.05),
        metrics=["accuracy"],
    )
    history = []
    for _ in range(epochs):
        x, y = windows.draw(WINDOWS_PER_EPOCH, random)
        fit = model.fit(normalised(x), np.eye(len(LABELS), dtype=np.float32)[y], batch_size=BATCH, verbose=0).history
        line = {"loss": fit["loss"][0], "accuracy": fit["accuracy"][0]}
        if watch is not None:
            logits = model.predict(normalised(watch.windows), batch_size=1024, verbose=0)
            line["unseen"] = float((logits.argmax(axis=1) == watch.labels).mean())
        history.append(line)
    return model, history
