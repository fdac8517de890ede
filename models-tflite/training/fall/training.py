"""Trains one network on fresh random windows; half way through, the windows of daily life that fool it are looked for once."""

from common import deterministic  # isort: skip

import numpy as np
import tf_keras as keras

from . import FALL, LABELS, RATE_HZ, networks
from .windows import Bank, Windows


BATCH = 128
WINDOWS_PER_EPOCH = 6144
HARDEST = 1500  # windows of daily life that are drawn more often from half way on
DULL_G = (0.75, 1.3)  # windows whose |a| stays within are not looked at: nobody falls that softly


def usable(recordings, member):
    return [r for r in recordings if r.has_rate or not member.needs_rate]


def trained(member, recordings, epochs, seed, peak_rate=3e-3):
    """A network of the member's kind, trained on these recordings, and its history."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    windows = Windows(usable(recordings, member), member.samples, member.augmentation, member.timing)
    model = getattr(networks, member.network)(member.samples, len(member.channels))
    steps = epochs * WINDOWS_PER_EPOCH // BATCH
    schedule = keras.optimizers.schedules.CosineDecay(1e-4, steps, alpha=0.01, warmup_target=peak_rate, warmup_steps=steps // 10)
    model.compile(
        keras.optimizers.AdamW(schedule, weight_decay=2e-3),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.02),
        metrics=["accuracy"],
    )
    history = []
    for epoch in range(epochs):
        if epoch == epochs // 2:
            windows.hard = hardest(model, member, windows)
        x, y = windows.draw(WINDOWS_PER_EPOCH, random)
        fit = model.fit(member.inputs(x), np.eye(len(LABELS), dtype=np.float32)[y], batch_size=BATCH, verbose=0).history
        history.append({"loss": fit["loss"][0], "accuracy": fit["accuracy"][0]})
    return model, history


def hardest(model, member, windows):
    """The windows of anything but a fall to which the network gives the largest odds, from every step of the agent."""
    recording, end, odds = scanned(lambda x: model.predict_on_batch(member.normalisation()(x)), member, windows.bank)
    impact = windows.bank.impacts[recording]
    timing = member.timing
    since = (end - impact) / RATE_HZ
    falling = (impact >= 0) & (since > -timing.before_impact_seconds) & (since < timing.after_impact_seconds)
    odds = np.where(falling, -np.inf, odds)
    chosen = np.argsort(-odds, kind="stable")[:HARDEST]
    return recording[chosen], end[chosen]


def scanned(logits, member, bank: Bank, batch=2048):
    """Log odds of a fall at each step of the agent in each recording: (recording, sample, log odds); dull windows get -20."""
    recording, end = bank.steps()
    begin = bank.starts[recording] + np.maximum(end - member.samples + 1, 0)
    stop = bank.starts[recording] + end + 1
    lively = (bank.sizes < DULL_G[0]) | (bank.sizes > DULL_G[1])
    count = np.concatenate([[0], np.cumsum(lively)])
    looked = np.flatnonzero(count[stop] - count[begin] > 0)
    odds = np.full(len(recording), -20.0, dtype=np.float32)
    for first in range(0, len(looked), batch):
        some = looked[first : first + batch]
        found = logits(member.taken(bank.windows(recording[some], end[some].astype(float), member.samples)))
        odds[some] = found[:, FALL] - found[:, 1 - FALL]
    return recording, end, odds
