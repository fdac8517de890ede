package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the members said in the course of one recording, each a model that has not seen its subject. The arrays are taken
 * over and read only; the outputs lie in one, as a set of thousands of recordings has to fit beside its copies into the
 * heap of a small device.
 *
 * @param name the recording
 * @param subject who is in it
 * @param timesNanos the instants of the verdicts, growing
 * @param truth for each instant the index of the label that is true, {@link #UNKNOWN} where nobody can say or no member
 *     knows it
 * @param members how many there are
 * @param outputs instants x members x labels: the probabilities in the order of the table's labels, {@code NaN} where the
 *     member said nothing
 */
public record RecordingOutputs(
        String name, String subject, long[] timesNanos, int[] truth, int members, float[] outputs) {
    /** No label is known to be true. */
    public static final int UNKNOWN = -1;

    public RecordingOutputs {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subject, "subject");
        if (truth.length != timesNanos.length
                || members < 1
                || timesNanos.length > 0 && outputs.length % (timesNanos.length * members) != 0) {
            throw new IllegalArgumentException(
                    "recording '%s' has %d instants, but %d truths and %d outputs of %d members"
                            .formatted(name, timesNanos.length, truth.length, outputs.length, members));
        }
    }

    /**
     * Of a row for each instant and member.
     *
     * @param said {@code null} where the member said nothing
     */
    static RecordingOutputs of(
            String name, String subject, long[] timesNanos, int[] truth, float[][][] said, int members, int labels) {
        float[] outputs = new float[said.length * members * labels];
        Arrays.fill(outputs, Float.NaN);
        for (int instant = 0; instant < said.length; instant++) {
            for (int member = 0; member < members; member++) {
                if (said[instant][member] != null) {
                    System.arraycopy(said[instant][member], 0, outputs, (instant * members + member) * labels, labels);
                }
            }
        }
        return new RecordingOutputs(name, subject, timesNanos, truth, members, outputs);
    }

    /** How many instants. */
    public int instants() {
        return timesNanos.length;
    }

    private int labels() {
        return outputs.length / (instants() * members);
    }

    /** What a member said at an instant, {@code null} where it said nothing. A copy. */
    public float[] said(int instant, int member) {
        int first = (instant * members + member) * labels();
        return Float.isNaN(outputs[first]) ? null : Arrays.copyOfRange(outputs, first, first + labels());
    }

    /** What a member said in the course of the recording. Copies. */
    float[][] saidBy(int member) {
        float[][] alone = new float[instants()][];
        for (int instant = 0; instant < alone.length; instant++) {
            alone[instant] = said(instant, member);
        }
        return alone;
    }

    /** Whether an instant is a unit to fit and measure on: the truth is known, and each member said something. */
    boolean complete(int instant) {
        if (truth[instant] == UNKNOWN) {
            return false;
        }
        for (int member = 0; member < members; member++) {
            if (Float.isNaN(outputs[(instant * members + member) * labels()])) {
                return false;
            }
        }
        return true;
    }

    /** The outputs of some of the members, in this order. */
    RecordingOutputs ofMembers(int[] which) {
        int labels = labels();
        float[] some = new float[instants() * which.length * labels];
        for (int instant = 0; instant < instants(); instant++) {
            for (int member = 0; member < which.length; member++) {
                System.arraycopy(
                        outputs,
                        (instant * members + which[member]) * labels,
                        some,
                        (instant * which.length + member) * labels,
                        labels);
            }
        }
        return new RecordingOutputs(name, subject, timesNanos, truth, which.length, some);
    }

    /** The outputs as they are once each member is calibrated. */
    RecordingOutputs calibrated(List<Calibration> byMember) {
        int labels = labels();
        float[] calibrated = outputs.clone();
        for (int instant = 0; instant < instants(); instant++) {
            for (int member = 0; member < members; member++) {
                float[] row = said(instant, member);
                if (row != null) {
                    byMember.get(member).apply(row);
                    System.arraycopy(row, 0, calibrated, (instant * members + member) * labels, labels);
                }
            }
        }
        return new RecordingOutputs(name, subject, timesNanos, truth, members, calibrated);
    }
}
