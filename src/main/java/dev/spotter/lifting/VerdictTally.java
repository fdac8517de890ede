package dev.spotter.lifting;

import dev.spotter.observation.Classification;
import java.util.Arrays;
import java.util.List;

/**
 * What the verdicts on the exercise say over a set: whether somebody lifts, what the set's verdicts agree on, and how
 * sure they are. A single verdict decides nothing. Nothing is allocated once the labels are known.
 */
final class VerdictTally {
    /** So many verdicts in a row, at five a second, make a lift; as many the other way end one. */
    private static final int STREAK = 5;

    private static final double LIFTING = 0.5;

    // valid as long as the classifier's labels stay the same
    private List<String> labels = List.of();
    private int rest = -1;
    private double[] sums = new double[0];
    private double[] doubtful = new double[0];

    // valid since the last set
    private int lifting;
    private int resting;
    private int verdicts;
    private int doubtfulVerdicts;
    private long firstNanos;
    private long lastNanos;

    /** Forgets the verdicts. */
    void reset() {
        lifting = 0;
        resting = 0;
        verdicts = 0;
        doubtfulVerdicts = 0;
        Arrays.fill(sums, 0);
        Arrays.fill(doubtful, 0);
    }

    /**
     * Takes a verdict.
     *
     * @param inSet whether a set is under way, which a few verdicts for rest do not take back
     */
    void accept(long timeNanos, Classification verdict, boolean inSet) {
        if (!verdict.labels().equals(labels)) {
            labels = verdict.labels();
            rest = labels.indexOf(SetTracker.REST);
            sums = new double[labels.size()];
            doubtful = new double[labels.size()];
            reset();
        }
        float[] probabilities = verdict.probabilities();
        boolean lifts = rest < 0 || probabilities[rest] < LIFTING;
        if (lifts) {
            resting = 0;
            lifting++;
            if (verdicts == 0) {
                firstNanos = timeNanos;
            }
            lastNanos = timeNanos;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += probabilities[i] + doubtful[i];
                doubtful[i] = 0;
            }
            verdicts += 1 + doubtfulVerdicts;
            doubtfulVerdicts = 0;
        } else {
            resting++;
            lifting = 0;
            if (verdicts > 0) {
                for (int i = 0; i < doubtful.length; i++) {
                    doubtful[i] += probabilities[i];
                }
                doubtfulVerdicts++;
            }
            if (!inSet && resting >= STREAK) {
                reset();
            }
        }
    }

    /** Whether the verdicts have been for a lift long enough to begin a set. */
    boolean isLifting() {
        return lifting >= STREAK;
    }

    /** Whether the verdicts have been for rest as long. */
    boolean isResting() {
        return resting >= STREAK;
    }

    /** Time has passed without samples or verdicts: it does not count as rest. */
    void paused(long nanos) {
        lastNanos += nanos;
    }

    /** Time of the first verdict of those that the set rests on. */
    long firstNanos() {
        return firstNanos;
    }

    /** Time of the last verdict for a lift. */
    long lastNanos() {
        return lastNanos;
    }

    /** The exercise that most of the set's verdicts are for, by their probabilities; {@code null} before any. */
    String exercise() {
        int best = best();
        return best < 0 ? null : labels.get(best);
    }

    /** Mean probability of that exercise over the set's verdicts, 0 to 1. */
    float confidence() {
        int best = best();
        return best < 0 ? 0 : (float) Math.min(1, sums[best] / verdicts);
    }

    private int best() {
        int best = -1;
        for (int i = 0; verdicts > 0 && i < sums.length; i++) {
            if (i != rest && (best < 0 || sums[i] > sums[best])) {
                best = i;
            }
        }
        return best;
    }
}
