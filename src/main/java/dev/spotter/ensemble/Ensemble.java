package dev.spotter.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes one verdict of what the members of an ensemble say at an instant: their calibrated probabilities are combined,
 * smoothed over the last verdicts, and calibrated for those that are there. A member that fails, comes late, or says no
 * probabilities is left out: the verdict is degraded then, and {@link #problems()} says so until it is heard again. A
 * member that was not asked, because those before it decide, is not missed.
 *
 * <p>For each verdict, tell what each member said ({@link #hear} or {@link #leaveOut}), then ask for the
 * {@link #verdict}. One thread at a time; problems may be read from any. Allocates nothing while all members are well.
 */
public final class Ensemble {
    private static final float MOST_ROUNDING = 0.02f;

    private final EnsemblePackage definition;
    private final int[][] orders;
    private final Combiner combiner;
    private final Calibration[] memberCalibrations;
    private final DegradedCalibrations calibrations;
    private final Smoothing smoothing;
    private final AtomicReferenceArray<String> leftOut;

    // valid from one verdict to the next
    private final float[][] said;
    private final boolean[] heard;
    private int missing;

    // of the last verdict
    private final boolean[] counted;
    private int missed;
    private List<String> missedNames = List.of();
    private final float[] combined;

    /**
     * @param definition what is shipped
     * @param memberLabels the labels of each member in the order of the definition
     * @throws EnsembleException {@code labels-differ} if a member's labels are not those of the ensemble
     */
    public Ensemble(EnsemblePackage definition, List<List<String>> memberLabels) {
        this(definition, memberLabels, null);
    }

    /**
     * @param meta the model that combines, where {@link Combination.StackingModel} asks for one; else {@code null}. It
     *     stays the caller's to close
     * @throws EnsembleException {@code labels-differ}, {@code meta-model-missing}
     */
    public Ensemble(EnsemblePackage definition, List<List<String>> memberLabels, Member meta) {
        this.definition = definition;
        int members = definition.members().size();
        int labels = definition.labels().size();
        if (memberLabels.size() != members) {
            throw new IllegalArgumentException("ensemble '%s' has %d members, but labels of %d are given"
                    .formatted(definition.name(), members, memberLabels.size()));
        }
        orders = new int[members][];
        for (int member = 0; member < members; member++) {
            orders[member] = order(definition, member, memberLabels.get(member));
        }
        combiner = combiner(definition, meta);
        memberCalibrations = definition.members().stream()
                .map(EnsemblePackage.MemberName::calibration)
                .toArray(Calibration[]::new);
        calibrations = new DegradedCalibrations(definition);
        said = new float[members][labels];
        heard = new boolean[members];
        counted = new boolean[members];
        combined = new float[labels];
        leftOut = new AtomicReferenceArray<>(members);
        smoothing = new Smoothing(definition.smoothing().toNanos(), labels);
    }

    private static Combiner combiner(EnsemblePackage definition, Member meta) {
        int members = definition.members().size();
        int labels = definition.labels().size();
        return switch (definition.combination()) {
            case Combination.Mean _ -> new MeanCombiner();
            case Combination.Vote _ -> new VoteCombiner();
            case Combination.Boosting boosting -> new BoostingCombiner(boosting.alphas(), labels);
            case Combination.Stacking stacking -> new StackingCombiner(stacking, members, labels);
            case Combination.Cascade cascade -> new CascadeCombiner(cascade.confidence());
            case Combination.StackingModel stacking -> {
                if (meta == null) {
                    throw new EnsembleException(
                            "meta-model-missing",
                            "ensemble '%s' is combined by model '%s', which is not given"
                                    .formatted(definition.name(), stacking.model()));
                }
                yield new StackingModelCombiner(definition, meta);
            }
        };
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

    /** From now on the member says what is calibrated for this ensemble already. */
    void takeAsCalibrated(int member) {
        memberCalibrations[member] = Calibration.NONE;
    }

    /**
     * Takes what a member says at this instant.
     *
     * @param member which, in the order of the definition
     * @param probabilities calibrated by the model's own package, in the order of the member's labels; copied
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
        memberCalibrations[member].apply(mine);
        heard[member] = true;
        missing &= ~(1 << member);
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
        missing |= 1 << member;
        leftOut.set(member, why);
    }

    /**
     * Whether the members from this one on need not run, because those before it decide.
     *
     * @param next the member that would come next; those before it have been heard or left out
     */
    public boolean decided(int next) {
        return combiner.decided(said, heard, next);
    }

    /**
     * The ensemble's verdict on what was heard since the last one.
     *
     * @param timeNanos monotonic time of the newest sample; grows from verdict to verdict
     * @param probabilities one a label of the ensemble, written by this call
     * @throws EnsembleException {@code no-member-left} if no member was heard
     */
    public void verdict(long timeNanos, float[] probabilities) {
        boolean any = false;
        for (int member = 0; member < heard.length; member++) {
            counted[member] = heard[member];
            any |= heard[member];
        }
        try {
            if (!any) {
                throw new EnsembleException(
                        "no-member-left", "no member of ensemble '%s' could be heard".formatted(definition.name()));
            }
            combiner.combine(said, heard, probabilities);
            System.arraycopy(probabilities, 0, combined, 0, combined.length);
            smoothing.smooth(timeNanos, probabilities);
            calibrations.of(missing).apply(probabilities);
        } finally {
            if (missed != missing) {
                missed = missing;
                missedNames = names(missing);
            }
            missing = 0;
            Arrays.fill(heard, false);
        }
    }

    private List<String> names(int members) {
        List<String> names = new ArrayList<>();
        for (int member = 0; member < said.length; member++) {
            if ((members & 1 << member) != 0) {
                names.add(definition.members().get(member).model());
            }
        }
        return List.copyOf(names);
    }

    /**
     * The last verdict as it would be without those before it: not smoothed, but calibrated.
     *
     * @param probabilities one a label of the ensemble, written by this call
     */
    public void instant(float[] probabilities) {
        System.arraycopy(combined, 0, probabilities, 0, combined.length);
        calibrations.of(missed).apply(probabilities);
    }

    /** Whether a member counted in the last verdict. */
    public boolean counted(int member) {
        return counted[member];
    }

    /** The members that were left out of the last verdict; empty where all that were asked could be heard. */
    public List<String> missed() {
        return missedNames;
    }

    /**
     * What a member said last, with its calibration in this ensemble, in the order of the ensemble's labels; read only,
     * written again by the next.
     */
    public float[] said(int member) {
        return said[member];
    }

    /**
     * Goes on where an earlier ensemble stopped: where it tells apart the same in the same order, its last verdicts are
     * smoothed with those that come. Where not, smoothing begins anew.
     */
    public void continueFrom(Ensemble earlier) {
        if (definition.labels().equals(earlier.definition.labels())) {
            smoothing.continueFrom(earlier.smoothing);
        }
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
}
