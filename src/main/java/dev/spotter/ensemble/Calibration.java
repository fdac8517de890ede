package dev.spotter.ensemble;

import dev.spotter.model.Exponential;
import dev.spotter.model.Softmax;

/**
 * From what a model says to how often it is right. Applied in place to probabilities that add up to 1; allocates
 * nothing.
 */
public sealed interface Calibration {
    /** Nothing is changed. */
    Calibration NONE = new Temperature(1);

    /** Log odds of a probability nearer to 0 or 1 than this are those of this. */
    double NEAREST_TO_CERTAIN = 1e-6;

    /** Replaces the probabilities by calibrated ones, which add up to 1. */
    void apply(float[] probabilities);

    /**
     * Flattens (above 1) or sharpens all labels alike: softmax of log p / temperature.
     *
     * @param temperature 0.05 to 20
     * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, On Calibration of Modern Neural Networks, eq. 9</a>
     */
    record Temperature(double temperature) implements Calibration {
        public Temperature {
            if (!(temperature >= 0.05 && temperature <= 20)) {
                throw new IllegalArgumentException("temperature is %s, allowed is 0.05 to 20".formatted(temperature));
            }
        }

        @Override
        public void apply(float[] probabilities) {
            if (temperature != 1) {
                Softmax.ofProbabilities(probabilities, temperature, probabilities);
            }
        }
    }

    /**
     * For two labels: p(second) = 1 / (1 + exp(-(slope * log odds + offset))), the log odds being those of the second
     * label (Platt 1999, Probabilistic Outputs for Support Vector Machines, section 2.1, with the signs turned).
     *
     * @param slope over 0, at most 100
     * @param offset -100 to 100
     */
    record Platt(double slope, double offset) implements Calibration {
        public Platt {
            if (!(slope > 0 && slope <= 100)) {
                throw new IllegalArgumentException("slope is %s, allowed is over 0 to 100".formatted(slope));
            }
            if (!(Math.abs(offset) <= 100)) {
                throw new IllegalArgumentException("offset is %s, allowed is -100 to 100".formatted(offset));
            }
        }

        @Override
        public void apply(float[] probabilities) {
            double second = Math.clamp(probabilities[1], NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN);
            double logOdds = Exponential.log(second / (1 - second));
            double calibrated = 1 / (1 + Exponential.of(-(slope * logOdds + offset)));
            probabilities[0] = (float) (1 - calibrated);
            probabilities[1] = (float) calibrated;
        }
    }
}
