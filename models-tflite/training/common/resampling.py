"""Irregular sensor series to one 50 Hz clock, as the agent does it."""

import numpy as np

RATE_HZ = 50
LONGEST_GAP_SECONDS = 1.0


def on_one_clock(acceleration_time, acceleration, rate_time, angular_rate):
    """Joins both sensors on a 50 Hz clock.

    Times are seconds, accelerations g, angular rates deg/s. The clock starts at the later of both first time stamps and ends at
    the earlier of both last ones; each series is linearly interpolated. Returns the stretches between gaps of more than 1 s as a
    list of (seconds from the start, float32 array of n x 6).
    """
    acceleration_time, acceleration = ordered(acceleration_time, acceleration)
    rate_time, angular_rate = ordered(rate_time, angular_rate)
    start = max(acceleration_time[0], rate_time[0])
    end = min(acceleration_time[-1], rate_time[-1])
    samples = int(np.floor((end - start) * RATE_HZ + 1e-6)) + 1
    clock = start + np.arange(samples) / RATE_HZ
    columns = [np.interp(clock, acceleration_time, acceleration[:, axis]) for axis in range(3)]
    columns += [np.interp(clock, rate_time, angular_rate[:, axis]) for axis in range(3)]
    values = np.stack(columns, axis=1).astype(np.float32)
    usable = ~(in_gap(clock, acceleration_time) | in_gap(clock, rate_time))
    borders = np.flatnonzero(np.diff(np.concatenate([[0], usable.view(np.int8), [0]])))
    return [(first / RATE_HZ, values[first:last]) for first, last in zip(borders[::2], borders[1::2])]


def ordered(time, values):
    """Sorts by time; of samples with the same time stamp the first stays."""
    time, first = np.unique(np.asarray(time, dtype=np.float64), return_index=True)
    return time, np.asarray(values, dtype=np.float64)[first]


def in_gap(clock, time):
    """Which ticks of the clock lie strictly between two samples that are more than the longest gap apart."""
    after = np.clip(np.searchsorted(time, clock), 1, len(time) - 1)
    before = time[after - 1]
    inside = (clock > before) & (clock < time[after])
    return inside & (time[after] - before > LONGEST_GAP_SECONDS)
