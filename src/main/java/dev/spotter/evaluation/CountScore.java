package dev.spotter.evaluation;

import dev.spotter.capture.RepetitionCount;
import dev.spotter.observation.Exertion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores counts of repetitions against the truth: the shares of sets that are right ({@code exact}) or off by one at
 * most ({@code withinOne}), and the {@code meanAbsoluteError}, each by the distance to the nearest count that is right.
 * Of the sets whose lifter has said how hard they were, how far the estimate is from that.
 */
final class CountScore {
    private long sets;
    private long exact;
    private long withinOne;
    private long errors;
    private long rated;
    private double ratingErrors;
    private double ratingBias;
    private long withinOneDeviation;
    private long withinTwoDeviations;

    void set(RepetitionCount truth, int counted) {
        int error = truth.error(counted);
        sets++;
        errors += error;
        exact += error == 0 ? 1 : 0;
        withinOne += error <= 1 ? 1 : 0;
    }

    /** A set that its lifter has rated. */
    void rating(double said, Exertion.Estimate estimate) {
        double error = estimate.rpe() - said;
        rated++;
        ratingErrors += Math.abs(error);
        ratingBias += error;
        withinOneDeviation += Math.abs(error) <= estimate.uncertainty() ? 1 : 0;
        withinTwoDeviations += Math.abs(error) <= 2 * estimate.uncertainty() ? 1 : 0;
    }

    long sets() {
        return sets;
    }

    Metrics metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("withinOne", (double) withinOne / sets);
        values.put("exact", (double) exact / sets);
        values.put("meanAbsoluteError", (double) errors / sets);
        values.put("rpe.meanAbsoluteError", ratingErrors / rated);
        values.put("rpe.bias", ratingBias / rated);
        values.put("rpe.withinOneDeviation", (double) withinOneDeviation / rated);
        values.put("rpe.coverage", (double) withinTwoDeviations / rated);
        return new Metrics(values);
    }
}
