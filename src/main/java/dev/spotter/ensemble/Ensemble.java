package dev.spotter.ensemble;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes one verdict of what the members of an ensemble say at an instant: the mean of their probabilities, smoothed
 * over the last verdicts, then flattened or sharpened by the ensemble's temperature. A member that was not heard, or
 * that said no probabilities, is left out of the mean, and {@link #problems()} says so until it is heard again.
 *
 * <p>For each verdict, tell what each member said ({@link #hear} or {@link #leaveOut}), then ask for the
 * {@link #verdict}. One thread at a time; problems may be read from any. Allocates nothing while all members are well.
 *
 * <p>Averaging: Breiman 1996, Bagging Predictors, section 4.1 (on class probabilities).
 */
public final class Ensemble {
    private static final float MOST_ROUNDING = 0.02f;

    private final EnsemblePackage definition;
    private final int[][] orders;
    private final float[][] said;
    private final boolean[] heard;
    private final boolean[] counted;
    private final AtomicReferenceArray<String> leftOut;
    private final Smoothing smoothing;

    /**
     * @param definition what is shipped
     * @param memberLabels the labels of each member in the order of the definition
     * @throws EnsembleException {@code labels-differ} if a member's labels are not those of the ensemble
     */
    public Ensemble(EnsemblePackage definition, List<List<String>> memberLabels) {
        this.definition = definition;
        int members = definition.members().size();
        if (memberLabels.size() != members) {
            throw new IllegalArgumentException("ensemble '%s' has %d members, but labels of %d are given"
                    .formatted(definition.name(), members, memberLabels.size()));
        }
        orders = new int[members][];
        for (int member = 0; member < members; member++) {
            orders[member] = order(definition, member, memberLabels.get(member));
        }
        said = new float[members][definition.labels().size()];
        heard = new boolean[members];
        counted = new boolean[members];
        leftOut = new AtomicReferenceArray<>(members);
        smoothing = new Smoothing(
                definition.smoothing().toNanos(), definition.labels().size());
    }

    /** For each label of the ensemble, where the member has it. */
    private static int[] order(EnsemblePackage definition, int member, List<String> labels) {
        if (labels.size() != definition.labels().size()
                || !new HashSet<>(labels).equals(new HashSet<>(definition.labels()))) {
            throw new EnsembleException(
                    "labels-differ",
                    "ensemble '%s' tells apart %s, but its member '%s' tells apart %s; they have to be the same, in any order"
                            .formatted(
                                    definition.name(),
                                    String.join(", ", definition.labels()),
                                    definition.members().get(member).model(),
                                    String.join(", ", labels)));
        }
        return definition.labels().stream().mapToInt(labels::indexOf).toArray();
    }

    /** What is shipped. */
    public EnsemblePackage definition() {
        return definition;
    }

    /**
     * Takes what a member says at this instant.
     *
     * @param member which, in the order of the definition
     * @param probabilities calibrated, in the order of the member's labels; copied
     * @return whether it counts: finite, none negative, their sum 1
     */
    public boolean hear(int member, float[] probabilities) {
        float[] mine = said[member];
        float sum = 0;
        boolean probable = true;
        for (int label = 0; label < mine.length; label++) {
            float probability = probabilities[orders[member][label]];
            mine[label] = probability;
            sum += probability;
            probable &= probability >= 0;
        }
        // the negation holds for NaN too
        if (!probable || !(Math.abs(sum - 1) <= MOST_ROUNDING)) {
            leaveOut(member, "it said " + Arrays.toString(mine) + ", which are no probabilities");
            return false;
        }
        heard[member] = true;
        if (leftOut.get(member) != null) {
            leftOut.set(member, null);
        }
        return true;
    }

    /**
     * Leaves a member out of this verdict.
     *
     * @param why for a person, such as "it failed: …"
     */
    public void leaveOut(int member, String why) {
        heard[member] = false;
        leftOut.set(member, why);
    }

    /**
     * The ensemble's verdict on what was heard since the last one.
     *
     * @param timeNanos monotonic time of the newest sample; grows from verdict to verdict
     * @param probabilities one a label of the ensemble, written by this call
     * @throws EnsembleException {@code no-member-left} if no member was heard
     */
    public void verdict(long timeNanos, float[] probabilities) {
        Arrays.fill(probabilities, 0);
        int count = 0;
        for (int member = 0; member < said.length; member++) {
            if (heard[member]) {
                count++;
                for (int label = 0; label < probabilities.length; label++) {
                    probabilities[label] += said[member][label];
                }
            }
            counted[member] = heard[member];
            heard[member] = false;
        }
        if (count == 0) {
            throw new EnsembleException(
                    "no-member-left", "no member of ensemble '%s' could be heard".formatted(definition.name()));
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] /= count;
        }
        smoothing.smooth(timeNanos, probabilities);
        temper(probabilities);
    }

    /** Whether a member counted in the last verdict. */
    public boolean counted(int member) {
        return counted[member];
    }

    /** What a member said last, in the order of the ensemble's labels; read only, written again by the next. */
    public float[] said(int member) {
        return said[member];
    }

    /** Forgets the verdicts before a gap, so that they smooth nothing behind it. */
    public void reset() {
        smoothing.reset();
    }

    /** What is wrong now: {@code member-left-out}, naming each. Empty where all members are heard. */
    public Map<String, String> problems() {
        StringBuilder sentence = new StringBuilder();
        for (int member = 0; member < leftOut.length(); member++) {
            String why = leftOut.get(member);
            if (why != null) {
                sentence.append(sentence.isEmpty() ? "" : "; ")
                        .append("ensemble '%s' goes on without '%s': %s"
                                .formatted(
                                        definition.name(),
                                        definition.members().get(member).model(),
                                        why));
            }
        }
        return sentence.isEmpty() ? Map.of() : Map.of("member-left-out", sentence.toString());
    }

    /** softmax(log p / T), which is p to the power of 1 / T over the sum of these. */
    private void temper(float[] probabilities) {
        double power = 1 / definition.temperature();
        if (power == 1) {
            return;
        }
        double sum = 0;
        for (int label = 0; label < probabilities.length; label++) {
            double tempered = Math.pow(probabilities[label], power);
            probabilities[label] = (float) tempered;
            sum += tempered;
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] /= (float) sum;
        }
    }
}
