package dev.spotter.ota.probation;

/** What becomes of new models. */
public sealed interface ProbationVerdict {
    /** They are watched on. */
    record GoesOn() implements ProbationVerdict {}

    /** They stay. */
    record Committed() implements ProbationVerdict {}

    /**
     * What ran before runs again.
     *
     * @param code {@code probation-errors}, {@code probation-latency}, {@code probation-drift}, {@code probation-incidents} or
     *     {@code probation-unproven}
     * @param sentence the same for people, with station, stage and figures
     */
    record RolledBack(String code, String sentence) implements ProbationVerdict {}
}
