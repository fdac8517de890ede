"""A network is what describes a window, which is fixed, and a small head, which is trained. Both become one int8 file."""

import numpy as np
import tf_keras as keras
from tf_keras import layers

from . import LABELS, SAMPLES

SMOOTH = 3  # samples of which highest and lowest values are means


def description(channels):
    """Of each channel its level, how much it moves, and its highest and lowest value; of each sensor's quantity, how far from the
    reference it is (mean of the sizes of its three axes): mean, most and least."""
    window = keras.Input((SAMPLES, channels))
    level = layers.AveragePooling1D(SAMPLES)(window)
    above = layers.ReLU()(layers.Subtract()([window, level]))
    smooth = layers.AveragePooling1D(SMOOTH)(window)
    distance = distances(window, channels)
    found = [
        level,
        layers.AveragePooling1D(SAMPLES)(above),  # half of the mean absolute deviation
        layers.MaxPooling1D(SAMPLES // SMOOTH)(smooth),
        layers.MaxPooling1D(SAMPLES // SMOOTH)(-smooth),
        layers.AveragePooling1D(SAMPLES)(distance),
        layers.MaxPooling1D(SAMPLES)(distance),
        layers.MaxPooling1D(SAMPLES)(-distance),
    ]
    return keras.Model(window, layers.Concatenate()([layers.Flatten()(f) for f in found]))


def distances(window, channels):
    signs = layers.Concatenate()([layers.ReLU()(window), layers.ReLU()(-window)])
    thirds = np.zeros((1, 2 * channels, channels // 3), np.float32)
    for channel in range(2 * channels):
        thirds[0, channel, channel % channels // 3] = 1 / 3
    return layers.Conv1D(channels // 3, 1, use_bias=False, trainable=False, weights=[thirds])(signs)


def head(values, units, dropout):
    """`units`: of a hidden layer; 0: a linear head, which is multinomial logistic regression."""
    described = keras.Input((values,))
    x = layers.Dropout(dropout)(described)
    if units:
        x = layers.Dropout(dropout)(layers.Dense(units, activation="relu")(x))
    return keras.Model(described, layers.Dense(len(LABELS))(x))


def joined(body, head, mean, deviation):
    """Both as one network, the standardisation of the descriptions folded into the head's first layer."""
    dense = [layer for layer in head.layers if isinstance(layer, layers.Dense)]
    x = body.output
    for number, layer in enumerate(dense):
        kernel, bias = layer.get_weights()
        if number == 0:
            kernel = kernel / deviation[:, None]
            bias = bias - mean @ kernel
        last = number == len(dense) - 1
        x = layers.Dense(len(bias), activation=layer.activation, weights=[kernel, bias], name="logits" if last else None)(x)
    return keras.Model(body.input, x)
