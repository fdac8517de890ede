package dev.spotter.model.adapter;

import dev.spotter.model.ImageInput;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelInput;
import dev.spotter.model.ModelOutput;
import dev.spotter.model.ModelOutput.Meaning;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.TensorReader;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteTensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A model's tensors by what they mean, and what its package says besides.
 *
 * @param model how messages call it
 * @param width of the input in pixels; 0 where it is no picture
 * @param height of the input in pixels; 0 where it is no picture
 * @param input the first input
 * @param outputs of several that mean the same, the first
 * @param labels what it tells apart
 * @param temperature divides logits before the softmax
 */
record MeantTensors(
        String model,
        int width,
        int height,
        TfLiteTensor input,
        Map<Meaning, TfLiteTensor> outputs,
        List<String> labels,
        double temperature) {
    /** @throws ModelException {@code wrong-outputs} where the package describes more outputs than there are */
    static MeantTensors of(ModelPackage model, TfLiteInterpreter interpreter) {
        List<TfLiteTensor> tensors = interpreter.outputs();
        if (model.outputs().size() > tensors.size()) {
            throw new ModelException(
                    "wrong-outputs",
                    "%s describes %d outputs, but its model has %d"
                            .formatted(model.name(), model.outputs().size(), tensors.size()));
        }
        Map<Meaning, TfLiteTensor> outputs = new EnumMap<>(Meaning.class);
        for (int i = 0; i < model.outputs().size(); i++) {
            ModelOutput output = model.outputs().get(i);
            outputs.putIfAbsent(output.meaning(), tensors.get(i));
        }
        ModelInput input = model.inputs().getFirst();
        boolean picture = input instanceof ImageInput;
        return new MeantTensors(
                model.name(),
                picture ? ((ImageInput) input).width() : 0,
                picture ? ((ImageInput) input).height() : 0,
                interpreter.inputs().getFirst(),
                outputs,
                model.labels(),
                model.temperature());
    }

    boolean has(Meaning meaning) {
        return outputs.containsKey(meaning);
    }

    /**
     * The output of a meaning.
     *
     * @throws ModelException {@code output-missing} or {@code unsupported-tensor-type}
     */
    TensorReader reader(Meaning meaning) {
        TfLiteTensor tensor = outputs.get(meaning);
        if (tensor == null) {
            throw new ModelException(
                    "output-missing",
                    "%s needs an output that means %s, but has %s"
                            .formatted(
                                    model,
                                    meaning.word(),
                                    outputs.keySet().stream().map(Meaning::word).toList()));
        }
        return new TensorReader(tensor);
    }

    /**
     * The output of a meaning, which must have so many elements.
     *
     * @throws ModelException as above, or {@code wrong-tensor-shape}
     */
    TensorReader reader(Meaning meaning, int elements) {
        TensorReader reader = reader(meaning);
        require(
                reader.elements() == elements,
                "its output %s has %d elements, but must have %d",
                meaning.word(),
                reader.elements(),
                elements);
        return reader;
    }

    /** @throws ModelException {@code wrong-tensor-shape} where it does not hold */
    void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new ModelException("wrong-tensor-shape", model + ": " + sentence.formatted(values));
        }
    }
}
