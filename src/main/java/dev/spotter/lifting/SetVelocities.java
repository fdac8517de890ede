package dev.spotter.lifting;

/**
 * How fast the repetitions of a set went up: the mean velocity of the last, and of the fastest. Repetitions that a gap,
 * or the start or end of the recording, cut are left out, as is a rise much shorter than usual, whose velocity is not
 * comparable. Nothing is allocated after construction.
 */
final class SetVelocities {
    /** Fewer show no change. */
    static final int LEAST_REPETITIONS = 3;
    /** Of the set's usual travel. */
    private static final double LEAST_TRAVEL_SHARE = 0.8;

    private final RepetitionCounter counter;

    // valid for a set: of what the counter has let go of
    private int settled;

    private int settledMeasured;
    private double settledBest;
    private double settledSecond;

    // valid until the next measure
    private int measured;
    private double last;
    private double best;
    private double second;

    SetVelocities(RepetitionCounter counter) {
        this.counter = counter;
    }

    /** Starts a set. */
    void begin() {
        settled = 0;
        settledMeasured = 0;
        settledBest = Double.NaN;
        settledSecond = Double.NaN;
        measured = 0;
        last = Double.NaN;
        best = Double.NaN;
        second = Double.NaN;
    }

    /** Measures what was counted last, up to a repetition of the counter. */
    void measure(int repetitions) {
        if (counter.settled() > settled) {
            // the counter keeps a part of what it knew: the rest was in the measure before, which saw all
            settled = counter.settled();
            settledBest = best;
            settledSecond = second;
            settledMeasured = Math.max(settledMeasured, measured - counter.size());
        }
        measured = settledMeasured;
        best = settledBest;
        second = settledSecond;
        double least = LEAST_TRAVEL_SHARE * counter.usualTravel();
        for (int i = 0; i < repetitions; i++) {
            if (!counter.isCut(i) && counter.travel(i) >= least) {
                add(counter.meanVelocity(i));
            }
        }
    }

    private void add(double velocity) {
        measured++;
        last = velocity;
        if (!(velocity <= best)) {
            second = best;
            best = velocity;
        } else if (!(velocity <= second)) {
            second = velocity;
        }
    }

    /** How many repetitions could be measured. */
    int measured() {
        return measured;
    }

    /** Whether there are enough of them for the others to mean something. */
    boolean known() {
        return measured >= LEAST_REPETITIONS;
    }

    /** Mean velocity of the last, in m/s. */
    double last() {
        return last;
    }

    /** Mean velocity of the two fastest together, in m/s: one alone may be an error. */
    double best() {
        return (best + second) / 2;
    }
}
