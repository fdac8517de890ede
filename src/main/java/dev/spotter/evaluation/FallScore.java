package dev.spotter.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores what was said of recordings with one fall each, and of recordings of daily life.
 *
 * <p>{@code sensitivity}: detected falls over all; {@code specificity}: recordings of daily life without an alarm over
 * all; {@code falseAlarmsPerHour} of daily life; {@code medianDelaySeconds} over the detected falls; {@code ece}: of one
 * verdict a recording, whose probability of a fall is the largest in it.
 */
final class FallScore {
    private static final double NANOS_PER_HOUR = 3_600e9;

    private long falls;
    private long detected;
    private long daily;
    private long quiet;
    private long falseAlarms;
    private double dailyNanos;
    private final List<Double> delays = new ArrayList<>();
    private final CalibrationError calibration = new CalibrationError();

    /** A recording with a fall, as an alarm over a threshold would have it. */
    void fall(AlarmTrace trace, long impactNanos) {
        falls++;
        trace.delayNanos(impactNanos).ifPresent(delay -> {
            detected++;
            delays.add(delay / 1e9);
        });
        calibrate(trace, true);
    }

    /** A recording of daily life, which lasted so long. */
    void daily(AlarmTrace trace, long lengthNanos) {
        daily++;
        quiet += trace.alarms() == 0 ? 1 : 0;
        falseAlarms += trace.alarms();
        dailyNanos += lengthNanos;
        calibrate(trace, false);
    }

    private void calibrate(AlarmTrace trace, boolean fall) {
        double largest = trace.largest();
        calibration.verdict(Math.max(largest, 1 - largest), largest > 0.5 == fall);
    }

    long recordings() {
        return falls + daily;
    }

    Metrics metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("sensitivity", share(detected, falls));
        values.put("specificity", share(quiet, daily));
        values.put("falseAlarmsPerHour", dailyNanos == 0 ? Double.NaN : falseAlarms / (dailyNanos / NANOS_PER_HOUR));
        values.put("medianDelaySeconds", median());
        values.put("ece", calibration.value());
        return new Metrics(values);
    }

    private static double share(long some, long all) {
        return all == 0 ? Double.NaN : (double) some / all;
    }

    private double median() {
        if (delays.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(delays);
        int middle = delays.size() / 2;
        return delays.size() % 2 == 1 ? delays.get(middle) : (delays.get(middle - 1) + delays.get(middle)) / 2;
    }
}
