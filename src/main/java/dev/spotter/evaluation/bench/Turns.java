package dev.spotter.evaluation.bench;

import java.util.Arrays;

/** Loops that take turns, who is first changing, so that what else the machine does falls on all alike. */
final class Turns {
    private static final long TURN_NANOS = 5_000_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;
    /** Short turns, and more of them: what disturbs one then falls on the others too. */
    private static final int TURNS_A_ROUND = 4;

    private Turns() {}

    /**
     * Warms all up, then measures so many rounds.
     *
     * @return for each loop the median over the rounds of the mean time of one pass, in nanoseconds
     */
    static double[] medianNanos(int rounds, Loop... loops) {
        return medianNanos(rounds * TURNS_A_ROUND, TURN_NANOS, loops);
    }

    /** As above, in so many turns, each of about so long. */
    static double[] medianNanos(int turns, long turnNanos, Loop... loops) {
        warmUp(loops);
        long[] times = Arrays.stream(loops)
                .mapToLong(loop -> timesATurn(loop, turnNanos))
                .toArray();
        double[][] nanos = new double[loops.length][turns];
        for (int turn = 0; turn < turns; turn++) {
            for (int place = 0; place < loops.length; place++) {
                int loop = (turn + place) % loops.length;
                nanos[loop][turn] = (double) loops[loop].nanosFor(times[loop]) / times[loop];
            }
        }
        return Arrays.stream(nanos).mapToDouble(Turns::median).toArray();
    }

    private static void warmUp(Loop[] loops) {
        long begin = System.nanoTime();
        do {
            for (Loop loop : loops) {
                loop.nanosFor(100);
            }
        } while (System.nanoTime() - begin < WARM_UP_NANOS);
    }

    private static long timesATurn(Loop loop, long turnNanos) {
        long tried = 100;
        return Math.max(1, tried * turnNanos / Math.max(1, loop.nanosFor(tried)));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
