package dev.spotter.model;

import dev.spotter.observation.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What one inference gave.
 *
 * @param model the package's or file's name
 * @param version the package's version; absent for a bare file
 * @param latencyMillis of the inference alone, filling and reading left out; the mean where there were several
 * @param finding what was found, in shares of the picture; absent where nothing says what the outputs mean. Of a bare file's
 *     classification it holds the output's elements as they are
 * @param outputs the outputs as they are, where there is no finding
 */
public record InferenceReport(
        String model,
        Optional<String> version,
        double latencyMillis,
        Optional<Finding> finding,
        List<Numbers> outputs) {
    /**
     * An output that is given as it is.
     *
     * @param name the tensor's name
     * @param shape its dimensions
     * @param values its elements, dequantized; taken over, not copied
     */
    public record Numbers(String name, int[] shape, float[] values) {}

    public InferenceReport {
        outputs = List.copyOf(outputs);
    }
}
