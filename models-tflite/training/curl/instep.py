"""Puts the sensors of a session in step, as `dev.spotter.capture` does it (docs/recordings.md says why and how)."""

import numpy as np

GRID_SECONDS = 0.04
WINDOW = 60  # grid steps that a description looks at; its time is the middle of them
HOP = 5  # grid steps from one description to the next
LEAST = 12  # descriptions of a stretch, at least
STANDING = 25  # descriptions of the stretch before the first curl, at least, if there is one
FIRST_SET = 60  # descriptions of the first set, at least
LAST_SET = 50
AWAY = 40  # descriptions of the stretch in which the sensors are put away, at most
LAGS = np.round(np.arange(-1.0, 20.0, 0.4), 1)
LARGEST_CHANGE = 6.2  # seconds that a lag changes by less than from set to set: 15 steps
PRICE = 0.3  # of a second of such a change, for each value of a description


def lags(values, changes):
    """By how much a sensor is late at each change of the label.

    `values`: its accelerometer, gyroscope and magnetometer on the even grid, from the session's first row on; `changes`: when the label
    changes, in seconds since then. Gives the time of the first curl by the sensor's own clock, and a lag for each change, in seconds.
    """
    times, described = descriptions(values)
    count, width = described.shape
    sums = np.vstack([np.zeros(width), np.cumsum(described, axis=0)])
    squares = np.concatenate([[0], np.cumsum((described**2).sum(axis=1))])

    def spread(first, end):
        """Squared distance of the descriptions from their mean."""
        if end - first < LEAST:
            return np.inf
        return squares[end] - squares[first] - ((sums[end] - sums[first]) ** 2).sum() / (end - first)

    def at(time):
        return int(np.searchsorted(times, time))

    best = []
    for lag in LAGS:
        end = at(changes[0] + lag)
        options = [
            ((spread(0, first) if first >= STANDING else 0) + spread(first, end), first) for first in range(0, max(1, end - FIRST_SET), 2)
        ]
        cost, first = min(options)
        best.append((cost, times[first], [lag]))
    for before, change in zip(changes, changes[1:]):
        longer = []
        for lag in LAGS:
            end = at(change + lag)
            options = [
                (cost + spread(at(before + path[-1]), end) + PRICE * width * abs(path[-1] - lag), curl, path + [lag])
                for cost, curl, path in best
                if abs(path[-1] - lag) < LARGEST_CHANGE
            ]
            longer.append(min(options, key=lambda option: option[0]))
        best = longer

    def whole(option):
        cost, _, path = option
        first = at(changes[-1] + path[-1])
        put_away = [spread(first, away) + spread(away, count) for away in range(max(first + LAST_SET, count - AWAY), count - LEAST, 2)]
        return cost + min([spread(first, count)] + put_away)

    _, curl, path = min(best, key=whole)
    return curl, path


def descriptions(values):
    """Level and spread of each channel over 2.4 s, every 0.2 s, each of about the same weight: their times, and n x 2 channels."""
    values = np.clip(values, *np.percentile(values, [1, 99], axis=0))
    ends = np.arange(WINDOW, len(values), HOP)
    sums = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    squares = np.vstack([np.zeros(values.shape[1]), np.cumsum(values**2, axis=0)])
    level = (sums[ends] - sums[ends - WINDOW]) / WINDOW
    deviation = np.sqrt(np.maximum((squares[ends] - squares[ends - WINDOW]) / WINDOW - level**2, 0))
    found = np.column_stack([level, np.log(deviation + 0.05 * values.std(axis=0) + 1e-9)])
    found = (found - np.median(found, axis=0)) / np.maximum(found.std(axis=0), 1e-9)
    return (ends - WINDOW / 2) * GRID_SECONDS, np.clip(found, -3, 3)
