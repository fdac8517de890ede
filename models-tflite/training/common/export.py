"""Full-integer int8 conversion, and running the result with the real interpreter."""

from . import deterministic  # isort: skip

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from tensorflow.lite.tools import flatbuffer_utils

REPRESENTATIVE = 500


def converted(model, examples, normalisation):
    """int8 TFLite file of a network with one input and one output, with a fixed batch of one. `examples` (n x the input's shape, in
    natural units) give the ranges of the activations."""
    signature = tf.TensorSpec((1, *model.input_shape[1:]), tf.float32)
    function = tf.function(lambda values: model(values, training=False)).get_concrete_function(signature)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([function], model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    values = normalisation(examples[:REPRESENTATIVE])
    # The input's scale shall always reach from limit to limit, whatever the examples hold.
    values[0].flat[0], values[1].flat[0] = -normalisation.limit, normalisation.limit
    converter.representative_dataset = lambda: ([value[None]] for value in values)
    # An unrolled network has hundreds of tensors, and their names would take half of the file.
    stripped = flatbuffer_utils.read_model_from_bytearray(bytearray(converter.convert()))
    flatbuffer_utils.strip_strings(stripped)
    return bytes(flatbuffer_utils.convert_object_to_bytearray(stripped))


class Quantized:
    """The int8 network in the interpreter that other systems use, too (LiteRT with XNNPACK)."""

    def __init__(self, content, normalisation):
        self.normalisation = normalisation
        self.interpreter = Interpreter(model_content=content, num_threads=1)
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]
        self.output = self.interpreter.get_output_details()[0]
        if self.input["dtype"] != np.int8 or self.output["dtype"] != np.int8:
            raise ValueError(f"tensors are {self.input['dtype']} and {self.output['dtype']}, wanted int8 for both")

    def logits(self, examples):
        """Inputs in natural units to dequantized outputs. A recurrent network's state is reset before each of them."""
        scale, zero = self.input["quantization"]
        quantized = np.clip(np.round(self.normalisation(examples) / scale) + zero, -128, 127).astype(np.int8)
        result = np.empty((len(examples), self.output["shape"][1]), dtype=np.float32)
        scale, zero = self.output["quantization"]
        for number, values in enumerate(quantized):
            self.interpreter.reset_all_variables()
            self.interpreter.set_tensor(self.input["index"], values[None])
            self.interpreter.invoke()
            result[number] = (self.interpreter.get_tensor(self.output["index"])[0].astype(np.float32) - zero) * scale
        return result

    def output_scale(self):
        return float(self.output["quantization"][0])

    def operators(self):
        return sorted({op["op_name"] for op in self.interpreter._get_ops_details()} - {"DELEGATE"})
