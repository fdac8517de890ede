"""The networks. All take a window of normalised samples (1 x samples x channels, 25 Hz) and give logits."""

import tensorflow as tf
import tf_keras as keras
from tf_keras import layers

from . import LABELS


def cnn(samples, channels):
    """Strided 1-D convolutions, then mean and largest value over time."""
    window = keras.Input((samples, channels))
    x = convolution(window, 16, 6, stride=2)
    x = convolution(x, 24, 5, stride=2)
    x = convolution(x, 32, 5)
    x = layers.Concatenate()([layers.GlobalAveragePooling1D()(x), layers.GlobalMaxPooling1D()(x)])
    return keras.Model(window, head(x))


def gru(samples, channels):
    """Two strided convolutions, then a gated recurrent unit; its last state decides."""
    window = keras.Input((samples, channels))
    x = convolution(window, 16, 6, stride=2)
    x = convolution(x, 24, 4, stride=2)
    return keras.Model(window, head(UnrolledGru(24)(x)))


def bands(samples, channels):
    """A learned filter bank per channel; mean and peak of each rectified band, and the posture, go into a perceptron."""
    window = keras.Input((samples, channels))
    slow = layers.AveragePooling1D(2)(window)
    band = layers.DepthwiseConv1D(13, depth_multiplier=8, use_bias=False)(slow)
    band = layers.ReLU()(layers.BatchNormalization()(band))
    statistics = [
        layers.GlobalAveragePooling1D()(band),
        layers.GlobalMaxPooling1D()(band),
        layers.GlobalAveragePooling1D()(slow),
    ]
    x = layers.Dropout(0.3)(layers.Concatenate()(statistics))
    x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(32, use_bias=False)(x)))
    return keras.Model(window, head(x))


def convolution(x, filters, width, stride=1):
    x = layers.Conv1D(filters, width, strides=stride, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization()(x))


def head(x):
    return layers.Dense(len(LABELS), name="logits")(layers.Dropout(0.3)(x))


class UnrolledGru(layers.Layer):
    """A gated recurrent unit (Cho et al. 2014, with the reset gate after the product), unrolled over time.

    The fused LSTM operator of TensorFlow Lite keeps its state between two inferences unless somebody resets it; a window must not
    depend on the window before, so this one has plain operators and no state.
    """

    def __init__(self, units):
        super().__init__()
        self.units = units
        self.from_input = [layers.Dense(units) for _ in range(3)]
        self.from_state = layers.Dense(3 * units, kernel_initializer="orthogonal")

    def call(self, x):
        update, reset, candidate = (tf.unstack(dense(x), axis=1) for dense in self.from_input)
        state = tf.zeros_like(update[0])
        for step in range(len(update)):
            to_update, to_reset, to_candidate = tf.split(self.from_state(state), 3, axis=1)
            kept = tf.sigmoid(update[step] + to_update)
            proposed = tf.tanh(candidate[step] + tf.sigmoid(reset[step] + to_reset) * to_candidate)
            state = proposed + kept * (state - proposed)
        return state
