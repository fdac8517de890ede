package dev.spotter.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/** Verdicts on form over windows, and of each repetition one. */
final class FormScore {
    private static final String ACCURACY = "accuracy";
    private static final String MACRO_F1 = "macroF1";
    private static final String ECE = "ece";

    private final VerdictScore windows = new VerdictScore();
    private long repetitions;
    private long rightRepetitions;

    /** Takes verdicts over windows. */
    VerdictScore windows() {
        return windows;
    }

    void repetitions(long count, long right) {
        repetitions += count;
        rightRepetitions += right;
    }

    /** {@code repetitionAccuracy} is NaN where there are no repetitions. */
    Metrics metrics() {
        Metrics verdicts = windows.metrics();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(ACCURACY, verdicts.value(ACCURACY));
        values.put("repetitionAccuracy", (double) rightRepetitions / repetitions);
        values.put(MACRO_F1, verdicts.value(MACRO_F1));
        values.put(ECE, verdicts.value(ECE));
        return new Metrics(values);
    }
}
