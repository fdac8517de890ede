package dev.spotter.evaluation.bench;

import dev.spotter.ensemble.Member;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import dev.spotter.tflite.InterpreterOptions;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteModel;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/** A classifier without a package as a member: it sees the same bytes whatever the window, on one core. */
final class FileMember implements Member {
    private final String name;
    private final List<String> labels;
    private final TfLiteInterpreter interpreter;
    private final TfLiteTensor input;
    private final TfLiteTensor output;
    private final byte[] frame;

    /** @param labels as many as the output has elements, each of a byte */
    FileMember(TfLite tfLite, Path file, String name, List<String> labels) {
        this.name = name;
        this.labels = List.copyOf(labels);
        try (TfLiteModel loaded = TfLiteModel.of(tfLite, file)) {
            interpreter = TfLiteInterpreter.create(loaded, InterpreterOptions.xnnpack(1));
        }
        input = interpreter.inputs().getFirst();
        output = interpreter.outputs().getFirst();
        frame = JavaLoop.frame(Math.toIntExact(input.byteSize()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "public";
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public double rateHz() {
        return 1;
    }

    @Override
    public int windowSamples() {
        return 1;
    }

    @Override
    public void bind(WindowSource source) {}

    @Override
    public void prepare(SampleWindow window) {
        MemorySegment.copy(frame, 0, input.data(), ValueLayout.JAVA_BYTE, 0, frame.length);
    }

    /** Its bytes as probabilities, made to add up to 1. */
    @Override
    public void run(float[] probabilities) {
        interpreter.invoke();
        MemorySegment said = output.data();
        float sum = 0;
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] = said.get(ValueLayout.JAVA_BYTE, label) - Byte.MIN_VALUE + 1;
            sum += probabilities[label];
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] /= sum;
        }
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
