package dev.spotter.evaluation.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AdaBoost for several classes over a pool of members that are trained already: each round takes the member that errs
 * least on the verdicts as they weigh now, gives it a say, and lets the verdicts that it got wrong weigh more (SAMME: Zhu,
 * Zou, Rosset and Hastie 2009, Multi-class AdaBoost, algorithm 2).
 *
 * <p>alpha = log((1 - err) / err) + log(K - 1). It stops where the least weighted error is no better than chance,
 * 1 - 1 / K, or the pool is empty.
 */
final class Samme {
    /** A member without an error would have an endless say. */
    static final double LEAST_ERROR = 1e-3;

    /** What a member without merit gets where it has to have a say. */
    static final double LEAST_ALPHA = 1e-3;

    private Samme() {}

    /**
     * A member and its say.
     *
     * @param member its index in the pool
     * @param alpha its say, above 0
     */
    record Round(int member, double alpha) {}

    /**
     * @param right for each member of the pool and unit whether it was right
     * @param weights of the units at the start
     * @param classes how many labels there are
     * @param most how many rounds at most
     */
    static List<Round> rounds(boolean[][] right, double[] weights, int classes, int most) {
        double[] now = normalised(weights);
        List<Round> rounds = new ArrayList<>();
        boolean[] taken = new boolean[right.length];
        while (rounds.size() < Math.min(most, right.length)) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int member = 0; member < right.length; member++) {
                double error = taken[member] ? Double.POSITIVE_INFINITY : error(right[member], now);
                if (error < least) {
                    least = error;
                    best = member;
                }
            }
            if (best < 0 || least >= 1 - 1.0 / classes) {
                break;
            }
            double alpha = alpha(least, classes);
            rounds.add(new Round(best, alpha));
            taken[best] = true;
            now = reweighted(now, right[best], alpha);
        }
        return rounds;
    }

    /** The alphas of members whose order stands; one no better than chance gets {@link #LEAST_ALPHA}. */
    static List<Double> inSequence(boolean[][] right, double[] weights, int classes) {
        double[] now = normalised(weights);
        List<Double> alphas = new ArrayList<>();
        for (boolean[] member : right) {
            double alpha = Math.max(LEAST_ALPHA, alpha(error(member, now), classes));
            alphas.add(alpha);
            now = reweighted(now, member, alpha);
        }
        return alphas;
    }

    private static double alpha(double error, int classes) {
        double bounded = Math.clamp(error, LEAST_ERROR, 1 - LEAST_ERROR);
        return Math.log((1 - bounded) / bounded) + Math.log(classes - 1.0);
    }

    private static double[] reweighted(double[] weights, boolean[] right, double alpha) {
        double[] next = weights.clone();
        for (int unit = 0; unit < next.length; unit++) {
            next[unit] *= right[unit] ? 1 : Math.exp(alpha);
        }
        return normalised(next);
    }

    private static double error(boolean[] right, double[] weights) {
        double error = 0;
        for (int unit = 0; unit < right.length; unit++) {
            error += right[unit] ? 0 : weights[unit];
        }
        return error;
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
