package dev.spotter.evaluation;

import dev.spotter.capture.RepetitionCount;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores counts of repetitions against the truth: the shares of sets that are right ({@code exact}) or off by one at
 * most ({@code withinOne}), and the {@code meanAbsoluteError}, each by the distance to the nearest count that is right.
 */
final class CountScore {
    private long sets;
    private long exact;
    private long withinOne;
    private long errors;

    void set(RepetitionCount truth, int counted) {
        int error = truth.error(counted);
        sets++;
        errors += error;
        exact += error == 0 ? 1 : 0;
        withinOne += error <= 1 ? 1 : 0;
    }

    long sets() {
        return sets;
    }

    Metrics metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("withinOne", (double) withinOne / sets);
        values.put("exact", (double) exact / sets);
        values.put("meanAbsoluteError", (double) errors / sets);
        return new Metrics(values);
    }
}
