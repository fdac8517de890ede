package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
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

    /** How many samples the model looks back. */
    int windowSamples();

    /**
     * Says what the newest samples show. Allocates nothing.
     *
     * @param window the samples; where there are fewer than {@link #windowSamples()}, the model's package says what
     *     stands for them
     * @param probabilities one a label, in the order of {@link #labels()}, written by this call
     */
    void classify(SampleWindow window, float[] probabilities);

    /** What is wrong now, such as an accelerator that could not be had: stable code to a sentence. Any thread. */
    default Map<String, String> problems() {
        return Map.of();
    }

    /** Gives the model's memory back. */
    @Override
    void close();
}
