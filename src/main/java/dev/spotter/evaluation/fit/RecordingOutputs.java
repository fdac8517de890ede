package dev.spotter.evaluation.fit;

import java.util.Objects;

/**
 * What the members said in the course of one recording, each a model that has not seen its subject. The arrays are taken
 * over and read only.
 *
 * @param name the recording
 * @param subject who is in it
 * @param timesNanos the instants of the verdicts, growing
 * @param truth for each instant the index of the label that is true, {@link #UNKNOWN} where nobody can say or no member
 *     knows it
 * @param said for each instant and member the calibrated probabilities in the order of the table's labels, {@code null}
 *     where the member said nothing
 */
public record RecordingOutputs(String name, String subject, long[] timesNanos, int[] truth, float[][][] said) {
    /** No label is known to be true. */
    public static final int UNKNOWN = -1;

    public RecordingOutputs {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subject, "subject");
        if (truth.length != timesNanos.length || said.length != timesNanos.length) {
            throw new IllegalArgumentException("recording '%s' has %d instants, but %d truths and %d rows of outputs"
                    .formatted(name, timesNanos.length, truth.length, said.length));
        }
    }

    /** How many instants. */
    public int instants() {
        return timesNanos.length;
    }

    /** Whether an instant is a unit to fit and measure on: the truth is known, and each member said something. */
    boolean complete(int instant) {
        if (truth[instant] == UNKNOWN) {
            return false;
        }
        for (float[] member : said[instant]) {
            if (member == null) {
                return false;
            }
        }
        return true;
    }
}
