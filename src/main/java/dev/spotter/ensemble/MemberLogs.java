package dev.spotter.ensemble;

import dev.spotter.model.Exponential;

/** The members' log probabilities, as a meta-model takes them. One thread at a time; allocates nothing. */
final class MemberLogs {
    private final float[] values;
    private final int labels;

    MemberLogs(int members, int labels) {
        this.labels = labels;
        values = new float[members * labels];
    }

    /** The array that {@link #of} writes each time. */
    float[] values() {
        return values;
    }

    /** Member by member, a value a label: the logarithm, for a member that is missing the mean of the others'. */
    float[] of(float[][] said, boolean[] heard) {
        for (int label = 0; label < labels; label++) {
            float sum = 0;
            int count = 0;
            for (int member = 0; member < said.length; member++) {
                if (heard[member]) {
                    float log = (float)
                            Exponential.log(Math.max(said[member][label], Combination.Stacking.LEAST_PROBABILITY));
                    values[member * labels + label] = log;
                    sum += log;
                    count++;
                }
            }
            for (int member = 0; member < said.length; member++) {
                if (!heard[member]) {
                    values[member * labels + label] = sum / count;
                }
            }
        }
        return values;
    }
}
