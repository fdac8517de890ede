package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.List;
import java.util.Map;

/**
 * One model as an ensemble hears it: a window of samples to calibrated probabilities. Used and closed on one thread at
 * a time.
 */
public interface Member extends AutoCloseable {
    /** The model's name. */
    String name();

    /** The model's version. */
    String version();

    /** What the probabilities are of. */
    List<String> labels();

    /** Samples a second that the model was made for. */
    double rateHz();

    /** How many samples, at the model's own rate, it looks back. */
    int windowSamples();

    /**
     * Says from which source the windows will come. Called before the first window.
     *
     * @param source gives at least {@link #rateHz()} samples a second; other members on the same thread look at it too
     * @throws RuntimeException with the code {@code channel-missing}, if the source does not give what the model needs
     */
    void bind(WindowSource source);

    /**
     * Flattens (above 1) or sharpens what it says from now on, if it can do so at no cost of its own.
     *
     * @param temperature as of {@link Calibration.Temperature}
     * @return whether it does; else who hears it has to
     */
    default boolean temper(double temperature) {
        return false;
    }

    /**
     * Takes what the model needs of the newest samples; they may move on before it runs. Allocates nothing.
     *
     * @param window the samples; where there are fewer than {@link #windowSamples()}, the model's package says what
     *     stands for them
     */
    void prepare(SampleWindow window);

    /**
     * Says what the samples that were prepared show, on any one thread. Allocates nothing.
     *
     * @param probabilities one a label, in the order of {@link #labels()}, written by this call
     */
    void run(float[] probabilities);

    /** Prepares, then runs. */
    default void classify(SampleWindow window, float[] probabilities) {
        prepare(window);
        run(probabilities);
    }

    /** What is wrong now, such as an accelerator that could not be had: stable code to a sentence. Any thread. */
    default Map<String, String> problems() {
        return Map.of();
    }

    /** Gives the model's memory back. */
    @Override
    void close();
}
