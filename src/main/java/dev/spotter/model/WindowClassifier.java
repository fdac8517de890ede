package dev.spotter.model;

import dev.spotter.model.channel.BoundWindow;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteTensor;
import java.util.List;
import java.util.Map;

/**
 * A package that classifies windows of samples, ready to run. Used by one thread at a time. Once made, a verdict allocates
 * nothing: samples go straight into the input tensor, probabilities into the caller's array.
 */
public final class WindowClassifier implements AutoCloseable {
    private final ModelPackage model;
    private final WindowInput window;
    private final ModelRunner runner;
    private final InputTensor input;
    private final TensorReader output;
    private final boolean logits;

    private double temperature;
    // null where the output is no logits in bytes
    private LogitTable table;

    // null: windows are taken as they are
    private BoundWindow bound;

    private WindowClassifier(ModelPackage model, ModelRunner runner) {
        this.model = model;
        this.window = model.windowInput();
        this.runner = runner;
        this.input = new InputTensor(window, runner.interpreter().inputs().getFirst());
        this.output = new TensorReader(runner.interpreter().outputs().getFirst());
        this.logits = model.outputs().getFirst().meaning() == ModelOutput.Meaning.LOGITS;
        temper(1);
        if (output.elements() != model.labels().size()) {
            throw new ModelException(
                    "wrong-tensor-shape",
                    "%s has %d labels, but its model's output has %d elements"
                            .formatted(model.name(), model.labels().size(), output.elements()));
        }
    }

    /**
     * Loads a package that classifies one window of samples.
     *
     * @throws ModelException {@code wrong-task}, {@code wrong-input-kind}, {@code wrong-tensor-shape}, or what
     *     {@link ModelRunner} refuses
     */
    public static WindowClassifier open(TfLite tfLite, ModelPackage model, AcceleratorConfiguration accelerator) {
        if (model.task() != ModelTask.CLASSIFICATION) {
            throw new ModelException(
                    "wrong-task",
                    "%s is for %s, but a classification is needed"
                            .formatted(model.name(), model.task().word()));
        }
        model.windowInput();
        return of(model, ModelRunner.open(tfLite, model, accelerator));
    }

    /**
     * Takes the runner of a package over, and closes it if it does not fit.
     *
     * @throws ModelException {@code wrong-input-kind}, {@code wrong-tensor-shape}
     */
    public static WindowClassifier of(ModelPackage model, ModelRunner runner) {
        try {
            return new WindowClassifier(model, runner);
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /**
     * From now on takes windows of a source: its channels by name, derived where the source does not give them, at the
     * model's rate.
     *
     * @param source used by other models of the same thread too
     * @throws ModelException {@code channel-missing} or {@code rate-too-low}
     */
    public void bind(WindowSource source) {
        bound = source.window(model.name(), window);
        input.share(source);
    }

    /**
     * Flattens (above 1) or sharpens what it says from now on: its temperature becomes so many times the package's, which is
     * what a softmax of the logarithms over this temperature gives.
     */
    public void temper(double times) {
        temperature = model.temperature() * times;
        table = table();
    }

    private LogitTable table() {
        TfLiteTensor tensor = runner.interpreter().outputs().getFirst();
        return logits && QuantizedSteps.of(tensor.type()) ? new LogitTable(tensor, temperature) : null;
    }

    /** The package that runs. */
    public ModelPackage model() {
        return model;
    }

    /** What the elements of a verdict mean. */
    public List<String> labels() {
        return model.labels();
    }

    /** Samples that the model sees. */
    public int windowSamples() {
        return window.samples();
    }

    /** Samples a second that it was trained on. */
    public double rateHz() {
        return window.rateHz();
    }

    /** What stands before a recording's first sample. */
    public FillRule fill() {
        return window.fill();
    }

    /** What is wrong now, a sentence by its code. */
    public Map<String, String> problems() {
        return runner.problems();
    }

    /**
     * The model's output for the newest samples, dequantized: logits or probabilities, as the package says.
     *
     * @param samples at the model's rate and in its units (of the source, once bound), at least one
     * @param into receives a number a label
     * @throws ModelException {@code wrong-channels}, {@code empty-window}, {@code not-finite}, or why the inference failed
     */
    public void output(SampleWindow samples, float[] into) {
        prepare(samples);
        runner.runFresh();
        output.read(into);
    }

    /**
     * Copies what the model needs of the samples into its input tensor, so that {@link #run} may follow on another thread
     * while the samples move on.
     *
     * @param samples as of {@link #output}
     * @throws ModelException {@code wrong-channels}, {@code empty-window} or {@code not-finite}
     */
    public void prepare(SampleWindow samples) {
        input.fill(bound == null ? samples : bound.of(samples));
    }

    /**
     * The calibrated probabilities of the labels for the newest samples. They add up to 1.
     *
     * @param samples at the model's rate and in its units, at least one
     * @param into receives a probability a label
     * @throws ModelException as {@link #output}
     */
    public void classify(SampleWindow samples, float[] into) {
        prepare(samples);
        run(into);
    }

    /**
     * The calibrated probabilities of the labels for the samples that were prepared. They add up to 1.
     *
     * @param into receives a probability a label
     * @throws ModelException why the inference failed
     */
    public void run(float[] into) {
        runner.runFresh();
        if (table != null) {
            table.read(into);
            return;
        }
        output.read(into);
        if (logits) {
            Softmax.ofLogits(into, temperature, into);
        } else {
            Softmax.ofProbabilities(into, temperature, into);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
