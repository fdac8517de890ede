package dev.spotter.evaluation.fit;

import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * The temperature that makes verdicts least surprised by the truth: least negative log likelihood of softmax(log p / T)
 * (Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2). It has one minimum, since it is convex in
 * 1 / T.
 */
final class TemperatureFit {
    /** What an ensemble.yaml may say. */
    static final double LEAST = 0.05;

    static final double MOST = 20;

    /** A verdict that calls the truth impossible costs this much and no more. */
    static final double FLOOR = 1e-6;

    private TemperatureFit() {}

    static double temperature(Judged judged) {
        double log = new BrentOptimizer(1e-9, 1e-9)
                .optimize(
                        new MaxEval(500),
                        new UnivariateObjectiveFunction(x -> loss(judged, Math.exp(x))),
                        GoalType.MINIMIZE,
                        new SearchInterval(Math.log(LEAST), Math.log(MOST), 0))
                .getPoint();
        return Math.exp(log);
    }

    /** The weighted mean of -log p of the truth at a temperature. */
    static double loss(Judged judged, double temperature) {
        double loss = 0;
        double weights = 0;
        for (int i = 0; i < judged.size(); i++) {
            float[] row = judged.probabilities()[i];
            double most = 0;
            for (float probability : row) {
                most = Math.max(most, probability);
            }
            double sum = 0;
            for (float probability : row) {
                sum += Math.pow(probability / most, 1 / temperature);
            }
            double right = Math.pow(row[judged.truth()[i]] / most, 1 / temperature) / sum;
            loss -= judged.weights()[i] * Math.log(Math.max(right, FLOOR));
            weights += judged.weights()[i];
        }
        return loss / weights;
    }
}
