package dev.spotter.model;

import dev.spotter.model.AcceleratorConfiguration.ExternalDelegate;
import dev.spotter.model.AcceleratorConfiguration.Xnnpack;
import dev.spotter.tflite.InterpreterOptions;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteException;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model that is loaded and ready on its accelerator. Used by one thread at a time.
 *
 * <p>Where an accelerator cannot be had and a fallback is configured, the model runs on that and {@link #problems()} says so
 * for as long as it lives.
 */
public final class ModelRunner implements AutoCloseable {
    private final String name;
    private final AcceleratorConfiguration runsOn;
    private final Map<String, String> problems;
    private final TfLiteInterpreter interpreter;
    private final boolean remembers;

    private ModelRunner(
            String name, AcceleratorConfiguration runsOn, Map<String, String> problems, TfLiteInterpreter interpreter) {
        this.name = name;
        this.runsOn = runsOn;
        this.problems = problems;
        this.interpreter = interpreter;
        this.remembers = interpreter.hasVariables();
    }

    /**
     * Loads a package's model, its SHA-256 checked on the bytes that are loaded.
     *
     * @throws ModelException what {@link PackageFiles} refuses, or with TensorFlow Lite's code and words why it cannot run
     */
    public static ModelRunner open(TfLite tfLite, ModelPackage model, AcceleratorConfiguration accelerator) {
        return open(tfLite, model.name(), model.files().read(model.file()), accelerator);
    }

    /**
     * Loads a model from its bytes.
     *
     * @param name how messages call it
     * @throws ModelException with TensorFlow Lite's code and words why it cannot run
     */
    public static ModelRunner open(TfLite tfLite, String name, byte[] bytes, AcceleratorConfiguration accelerator) {
        try (TfLiteModel model = TfLiteModel.of(tfLite, name, bytes)) {
            return switch (accelerator) {
                case Xnnpack cpu -> new ModelRunner(name, cpu, Map.of(), onCpu(model, cpu));
                case ExternalDelegate external -> accelerated(name, model, external);
            };
        } catch (TfLiteException e) {
            throw new ModelException(e.code(), e.getMessage(), e);
        }
    }

    private static ModelRunner accelerated(String name, TfLiteModel model, ExternalDelegate external) {
        try (var delegate = dev.spotter.tflite.ExternalDelegate.open(external.library(), external.options())) {
            TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.delegated(1, delegate));
            return new ModelRunner(name, external, Map.of(), interpreter);
        } catch (TfLiteException e) {
            AcceleratorConfiguration fallback = external.fallback()
                    .orElseThrow(() -> new ModelException(
                            e.code(),
                            "%s cannot run on %s, and no fallback is set: %s"
                                    .formatted(name, external.library(), e.getMessage()),
                            e));
            return fallenBack(name, model, external, fallback, e);
        }
    }

    private static ModelRunner fallenBack(
            String name,
            TfLiteModel model,
            ExternalDelegate external,
            AcceleratorConfiguration fallback,
            TfLiteException why) {
        ModelRunner runner =
                switch (fallback) {
                    case Xnnpack cpu -> new ModelRunner(name, cpu, Map.of(), onCpu(model, cpu));
                    case ExternalDelegate other -> accelerated(name, model, other);
                };
        List<String> sentences = new ArrayList<>();
        sentences.add("%s runs on %s instead of %s (%s): %s"
                .formatted(name, said(runner.runsOn), external.library(), why.code(), why.getMessage()));
        sentences.addAll(runner.problems.values());
        return new ModelRunner(
                name, runner.runsOn, Map.of("accelerator-fallback", String.join("; ", sentences)), runner.interpreter);
    }

    private static TfLiteInterpreter onCpu(TfLiteModel model, Xnnpack cpu) {
        return TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(cpu.threads()));
    }

    private static String said(AcceleratorConfiguration accelerator) {
        return switch (accelerator) {
            case Xnnpack cpu -> "the processor (XNNPACK, %d threads)".formatted(cpu.threads());
            case ExternalDelegate external -> external.library().toString();
        };
    }

    /** How messages call it. */
    public String name() {
        return name;
    }

    /** What it really runs on. */
    public AcceleratorConfiguration runsOn() {
        return runsOn;
    }

    /** What is wrong now, a sentence by its code: {@code accelerator-fallback} or nothing. */
    public Map<String, String> problems() {
        return problems;
    }

    /** Its tensors and its way to run. */
    public TfLiteInterpreter interpreter() {
        return interpreter;
    }

    /**
     * Forgets what a stateful model remembers, then runs it once on what its input tensors hold. Allocates nothing.
     *
     * @throws ModelException with TensorFlow Lite's code and words
     */
    public void runFresh() {
        try {
            if (remembers) {
                interpreter.resetVariables();
            }
            interpreter.invoke();
        } catch (TfLiteException e) {
            throw new ModelException(e.code(), e.getMessage(), e);
        }
    }

    /** Lets another thread run it next: where tensors move with each inference, this one must not hold them. */
    public void handOver() {
        if (interpreter.moves()) {
            interpreter.releaseTensors();
        }
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
