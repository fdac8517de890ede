"""Probabilities, their calibration and its error; mirrors `dev.spotter.evaluation`, which has the last word."""

import numpy as np

BINS = 15


def softmax(logits, temperature=1.0):
    z = logits / temperature
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def sharpened(probabilities, temperature):
    return softmax(np.log(np.maximum(probabilities, 1e-9)), temperature)


def calibration_error(probabilities, labels):
    """Expected calibration error (Guo et al. 2017, eq. 3) over 15 equal bins of the top confidence."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return sum(abs(right[bins == b].sum() - confidence[bins == b].sum()) for b in range(BINS)) / len(labels)


def fitted_temperature(log_scores, labels, least=0.2):
    """The temperature with the least negative log-likelihood, by search over a fine geometric grid."""
    candidates = np.geomspace(least, 8.0, 200)
    losses = [-np.log(np.maximum(softmax(log_scores, t)[np.arange(len(labels)), labels], 1e-12)).mean() for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def confusion(probabilities, labels):
    """Counts, truth down, verdict across."""
    matrix = np.zeros((probabilities.shape[1],) * 2, dtype=int)
    np.add.at(matrix, (labels, probabilities.argmax(axis=1)), 1)
    return matrix


def accuracy(matrix):
    return float(np.diag(matrix).sum() / matrix.sum())


def macro_f1(matrix):
    """Mean over the classes that occur in truth."""
    occurring = matrix.sum(axis=1) > 0
    f1 = 2 * np.diag(matrix) / np.maximum(matrix.sum(axis=0) + matrix.sum(axis=1), 1)
    return float(f1[occurring].mean())


def balanced(parts):
    """Evenly spaced rows of (scores, labels) parts, as many from each as the smallest has: each person counts the same."""
    count = min(len(labels) for _, labels in parts)
    chosen = [(scores[index], labels[index]) for scores, labels in parts for index in [np.linspace(0, len(labels) - 1, count).astype(int)]]
    return np.concatenate([scores for scores, _ in chosen]), np.concatenate([labels for _, labels in chosen])
