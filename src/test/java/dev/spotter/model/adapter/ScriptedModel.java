package dev.spotter.model.adapter;

import dev.spotter.SharedFiles;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ExamplePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.tflite.FlatModel;
import dev.spotter.tflite.TfLite;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A package around a real model without an operator, whose inputs are its outputs: a test writes what an adapter then reads.
 */
final class ScriptedModel implements AutoCloseable {
    private static final TfLite TF_LITE = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
    private static final int FLOAT32 = 0;

    private final ModelPackage model;
    private final ModelRunner runner;
    private final ResultAdapter adapter;

    private ScriptedModel(ModelPackage model, int[]... shapes) {
        this.model = model;
        runner = ModelRunner.open(TF_LITE, model, AcceleratorConfiguration.CPU);
        adapter = ResultAdapters.of(model, runner);
    }

    /**
     * Writes and opens it.
     *
     * @param store the folder for its folder
     * @param task its task
     * @param side of the picture that it takes, in pixels
     * @param adapter the section {@code adapter}, in one line; empty: none
     * @param labels in one line; empty: none
     * @param meanings of its outputs
     * @param shapes of its outputs, all of float32
     */
    static ScriptedModel open(
            Path store, String task, int side, String adapter, String labels, List<String> meanings, int[]... shapes) {
        Path folder = store.resolve("scripted");
        int[] all = IntStream.range(0, shapes.length).toArray();
        ExamplePackage.file(
                folder.resolve("model.tflite"),
                FlatModel.model(
                        List.of(),
                        IntStream.of(all)
                                .mapToObj(i -> FlatModel.tensor("output" + i, FLOAT32, shapes[i], null))
                                .toList(),
                        all,
                        all,
                        List.of()));
        ExamplePackage.file(folder.resolve("golden/one.csv"), "1\n".getBytes());
        StringBuilder outputs = new StringBuilder();
        for (String meaning : meanings) {
            outputs.append("  - {name: output, meaning: ").append(meaning).append("}\n");
        }
        ExamplePackage.describe(folder, """
                name: NAME
                version: 1.0.0
                task: %s
                description: what a test writes
                file: model.tflite
                files:
                  model.tflite: HASH(model.tflite)
                  golden/one.csv: HASH(golden/one.csv)
                inputs:
                  - {name: picture, kind: image, meaning: a picture, width: %d, height: %d, colours: rgb}
                outputs:
                %s%s%soperators: [NONE]
                golden:
                  - {name: one, input: golden/one.csv, output: golden/one.csv, tolerance: 0}
                licence: Apache-2.0
                training:
                  data: [{name: none, source: none, licence: Apache-2.0, class: A}]
                """.formatted(
                        task,
                        side,
                        side,
                        outputs,
                        adapter.isEmpty() ? "" : "adapter: " + adapter + "\n",
                        labels.isEmpty() ? "" : "labels: " + labels + "\n"));
        return new ScriptedModel(ModelPackage.read(folder), shapes);
    }

    ModelPackage model() {
        return model;
    }

    ResultAdapter adapter() {
        return adapter;
    }

    /** Writes an output. */
    void put(int output, float... values) {
        MemorySegment.copy(
                values, 0, runner.interpreter().outputs().get(output).data(), ValueLayout.JAVA_FLOAT, 0, values.length);
    }

    /** Reads the outputs once, of the whole frame. */
    Finding read(PictureTransform transform) {
        adapter.begin(Detections.NONE);
        adapter.read(transform, -1);
        return adapter.found();
    }

    @Override
    public void close() {
        runner.close();
    }
}
