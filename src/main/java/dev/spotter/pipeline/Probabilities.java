package dev.spotter.pipeline;

import java.util.Arrays;

/** Holds models to saying probabilities. */
final class Probabilities {
    private static final float MOST_ROUNDING = 0.02f;

    private Probabilities() {}

    /**
     * Does nothing where all is well.
     *
     * @throws PipelineException {@code no-probabilities} where one is under 0 or no number, or they do not add up to 1
     */
    static void require(String model, float[] probabilities) {
        float sum = 0;
        boolean probable = true;
        for (float probability : probabilities) {
            sum += probability;
            probable &= probability >= 0;
        }
        // the negation holds for NaN too
        if (!probable || !(Math.abs(sum - 1) <= MOST_ROUNDING)) {
            throw new PipelineException(
                    "no-probabilities",
                    "model '%s' said %s, which are no probabilities".formatted(model, Arrays.toString(probabilities)));
        }
    }
}
