package dev.spotter.evaluation.bench;

import java.util.Arrays;

/**
 * Two loops that take turns, who is first alternating, so that what else the machine does falls on both alike.
 *
 * @param valueNanos median over the rounds of the mean time of one pass
 * @param floorNanos the same of the other loop
 */
record Turns(double valueNanos, double floorNanos) {
    private static final long ROUND_NANOS = 20_000_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;

    /** Warms both up, then measures so many rounds. */
    static Turns of(Loop value, Loop floor, int rounds) {
        warmUp(value, floor);
        long valueTimes = timesARound(value);
        long floorTimes = timesARound(floor);
        double[] values = new double[rounds];
        double[] floors = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                values[round] = (double) value.nanosFor(valueTimes) / valueTimes;
                floors[round] = (double) floor.nanosFor(floorTimes) / floorTimes;
            } else {
                floors[round] = (double) floor.nanosFor(floorTimes) / floorTimes;
                values[round] = (double) value.nanosFor(valueTimes) / valueTimes;
            }
        }
        return new Turns(median(values), median(floors));
    }

    private static void warmUp(Loop one, Loop other) {
        long begin = System.nanoTime();
        do {
            one.nanosFor(100);
            other.nanosFor(100);
        } while (System.nanoTime() - begin < WARM_UP_NANOS);
    }

    private static long timesARound(Loop loop) {
        long tried = 100;
        return Math.max(1, tried * ROUND_NANOS / Math.max(1, loop.nanosFor(tried)));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
