package dev.spotter.evaluation.fit;

import java.util.function.DoubleFunction;

/**
 * Chooses how sure the first member of a cascade must be to be believed alone: as little as loses no more accuracy than is
 * allowed against asking all, for the less it must be sure, the more often the others are spared.
 */
final class CascadeFit {
    static final double MOST_LOSS = 0.002;

    /** The limits that are tried, from the most saving to none. */
    private static final int LIMITS = 50;

    private static final double MOST_SURE = 0.9999;

    private CascadeFit() {}

    /**
     * The limit.
     *
     * @param accuracy of the ensemble, smoothed and in the mean over people, for a limit
     * @param labels how many; a member is never less sure than 1 / labels
     * @param mostLoss against the accuracy for the highest limit
     */
    static double confidence(DoubleFunction<Double> accuracy, int labels, double mostLoss) {
        double all = accuracy.apply(MOST_SURE);
        // even steps of the log odds, as probabilities crowd near 1
        double from = Math.log(1.0 / labels / (1 - 1.0 / labels));
        double to = Math.log(MOST_SURE / (1 - MOST_SURE));
        // from the safest downwards, so that a limit that only happens to do well below a bad one is not taken
        double chosen = MOST_SURE;
        for (int i = LIMITS - 1; i >= 0; i--) {
            double limit = 1 / (1 + Math.exp(-(from + (to - from) * i / LIMITS)));
            if (accuracy.apply(limit) < all - mostLoss - 1e-12) {
                break;
            }
            chosen = limit;
        }
        return chosen;
    }
}
