"""Full-integer int8 conversion, and running the result with the real interpreter."""

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from tensorflow.lite.tools import flatbuffer_utils

from .training import LIMIT, NORMALISATION_MEAN, NORMALISATION_SCALE, normalised

REPRESENTATIVE_WINDOWS = 500


def converted(model, windows):
    """int8 TFLite file of a network, with a fixed batch of one. `windows` (natural units) give the ranges of the activations."""
    samples = model.input_shape[1]
    signature = tf.TensorSpec((1, samples, 6), tf.float32)
    function = tf.function(lambda window: model(window, training=False)).get_concrete_function(signature)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([function], model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    values = normalised(windows[:REPRESENTATIVE_WINDOWS])
    # The input's scale shall always reach from limit to limit, whatever the drawn windows hold.
    values[0, 0, 0], values[0, 1, 0] = -LIMIT, LIMIT
    converter.representative_dataset = lambda: ([window[None]] for window in values)
    # The unrolled network has hundreds of tensors, and their names would take half of the file.
    stripped = flatbuffer_utils.read_model_from_bytearray(bytearray(converter.convert()))
    flatbuffer_utils.strip_strings(stripped)
    return bytes(flatbuffer_utils.convert_object_to_bytearray(stripped))


class Quantized:
    """The int8 network in the interpreter that other systems use, too (LiteRT with XNNPACK)."""

    def __init__(self, content):
        self.interpreter = Interpreter(model_content=content, num_threads=1)
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]
        self.output = self.interpreter.get_output_details()[0]
        if self.input["dtype"] != np.int8 or self.output["dtype"] != np.int8:
            raise ValueError(f"tensors are {self.input['dtype']} and {self.output['dtype']}, wanted int8 for both")

    def logits(self, windows):
        """Windows in natural units to dequantized logits. A recurrent network's state is reset before each window."""
        scale, zero = self.input["quantization"]
        real = (windows - np.float32(NORMALISATION_MEAN)) / np.float32(NORMALISATION_SCALE)
        quantized = np.clip(np.round(real / scale) + zero, -128, 127).astype(np.int8)
        result = np.empty((len(windows), self.output["shape"][1]), dtype=np.float32)
        scale, zero = self.output["quantization"]
        for number, window in enumerate(quantized):
            self.interpreter.reset_all_variables()
            self.interpreter.set_tensor(self.input["index"], window[None])
            self.interpreter.invoke()
            result[number] = (self.interpreter.get_tensor(self.output["index"])[0].astype(np.float32) - zero) * scale
        return result

    def output_scale(self):
        return float(self.output["quantization"][0])

    def operators(self):
        return sorted({op["op_name"] for op in self.interpreter._get_ops_details()} - {"DELEGATE"})
