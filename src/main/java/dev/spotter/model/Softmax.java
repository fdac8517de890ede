package dev.spotter.model;

/** From logits to probabilities, with the temperature of Guo et al. 2017 (On Calibration of Modern Neural Networks, eq. 9). */
public final class Softmax {
    private Softmax() {}

    /**
     * {@code into[i] = exp(logits[i] / temperature) / sum}, computed around the largest logit so that nothing overflows. The
     * arrays may be the same. Allocates nothing.
     *
     * @param logits unnormalised log probabilities
     * @param temperature over 0; 1 leaves the confidence as it is, more lowers it
     * @param into receives the probabilities, which add up to 1
     */
    public static void ofLogits(float[] logits, double temperature, float[] into) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double power = Exponential.of((logits[i] - largest) / temperature);
            into[i] = (float) power;
            sum += power;
        }
        for (int i = 0; i < logits.length; i++) {
            into[i] = (float) (into[i] / sum);
        }
    }

    /**
     * The same for probabilities: {@code softmax(log p / temperature)}. With a temperature of 1 they are only made to add up
     * to 1, which quantized ones do not. Where all are 0 the result is uniform. The arrays may be the same. Allocates nothing.
     */
    public static void ofProbabilities(float[] probabilities, double temperature, float[] into) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double power = temperature == 1
                    ? Math.max(0, probabilities[i])
                    : Exponential.of(Exponential.log(Math.max(0, probabilities[i])) / temperature);
            into[i] = (float) power;
            sum += power;
        }
        for (int i = 0; i < probabilities.length; i++) {
            into[i] = sum > 0 ? (float) (into[i] / sum) : 1f / probabilities.length;
        }
    }
}
