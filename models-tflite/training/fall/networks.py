"""The networks. All take a window of normalised samples (1 x samples x channels) and give two logits."""

import tf_keras as keras
from tf_keras import layers

from exercise.networks import UnrolledGru, convolution

from . import LABELS


def cnn(samples, channels):
    """Strided 1-D convolutions; what they see is kept in its place in time, for an impact has a before and an after."""
    window = keras.Input((samples, channels))
    x = convolution(window, 16, 7, stride=2)
    x = convolution(x, 24, 5, stride=2)
    x = convolution(x, 32, 5, stride=2)
    x = convolution(x, 32, 3, stride=2)
    x = layers.Dropout(0.3)(layers.Flatten()(x))
    x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(32, use_bias=False)(x)))
    return keras.Model(window, head(x))


def gru(samples, channels):
    """Two strided convolutions, then a gated recurrent unit; its last state decides."""
    window = keras.Input((samples, channels))
    x = convolution(window, 16, 7, stride=4)
    x = convolution(x, 24, 4, stride=2)
    return keras.Model(window, head(UnrolledGru(24)(x)))


def statistics(samples, channels):
    """A perceptron over mean, least and largest value of each channel in each of ten slices of time, and of how much it moves there."""
    window = keras.Input((samples, channels))
    width = samples // 10
    change = layers.Subtract()([window[:, 1:], window[:, :-1]])
    moving = layers.ReLU()(change)
    found = [
        layers.AveragePooling1D(width)(window),
        layers.MaxPooling1D(width)(window),
        layers.MaxPooling1D(width)(-window),
        layers.AveragePooling1D(width, padding="same")(moving),
    ]
    x = layers.Dropout(0.2)(layers.Concatenate()([layers.Flatten()(f) for f in found]))
    x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(48, use_bias=False)(x)))
    x = layers.Dropout(0.3)(x)
    x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(24, use_bias=False)(x)))
    return keras.Model(window, head(x))


def head(x):
    return layers.Dense(len(LABELS), name="logits")(layers.Dropout(0.3)(x))
