package dev.spotter.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was said of one recording: the largest probability of a fall, and the alarms, which are on where the probability
 * is above a threshold. Alarms within {@value #ONE_ALARM_SECONDS} s are one.
 */
final class AlarmTrace {
    static final int ONE_ALARM_SECONDS = 10;

    /** The largest |a| may be the second knock of a fall, after the one that gave the alarm. */
    static final long EARLIEST_NANOS = 1_000_000_000L;

    private static final long ONE_ALARM_NANOS = ONE_ALARM_SECONDS * 1_000_000_000L;

    private final double above;
    private double largest;
    private int alarms;
    private long lastNanos = Long.MIN_VALUE;
    private final List<Long> alarmed = new ArrayList<>();

    /** @param above the threshold */
    AlarmTrace(double above) {
        this.above = above;
    }

    /** The probability of a fall at a time; times grow. */
    void said(long timeNanos, double probability) {
        largest = Math.max(largest, probability);
        if (probability > above) {
            if (alarms == 0 || timeNanos - lastNanos > ONE_ALARM_NANOS) {
                alarms++;
            }
            lastNanos = timeNanos;
            alarmed.add(timeNanos);
        }
    }

    /** The largest probability of a fall; 0 where nothing was said. */
    double largest() {
        return largest;
    }

    /** How many alarms there were. */
    int alarms() {
        return alarms;
    }

    /**
     * Time from the impact to the first verdict at or after it that alarms; 0 where the alarm was in the second before
     * it only; empty where there was none from then on, so that an alarm that has nothing to do with the fall does not
     * count for one.
     */
    OptionalLong delayNanos(long impactNanos) {
        boolean justBefore = false;
        for (long timeNanos : alarmed) {
            if (timeNanos >= impactNanos) {
                return OptionalLong.of(timeNanos - impactNanos);
            }
            justBefore |= timeNanos >= impactNanos - EARLIEST_NANOS;
        }
        return justBefore ? OptionalLong.of(0) : OptionalLong.empty();
    }
}
