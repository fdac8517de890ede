package dev.spotter.safety;

import dev.spotter.observation.Observation;

/** One rule at one station: whether its condition holds and since when, and what it has raised. Guarded by its monitor. */
final class RuleWatch {
    final SafetyRule rule;
    boolean holds;
    boolean known = true;
    long changedNanos;
    Observation latest;
    String incident;
    boolean resumed;

    RuleWatch(SafetyRule rule) {
        this.rule = rule;
    }

    /** One that follows one of its name. What is open waits until it is said anew whether another condition holds. */
    RuleWatch(SafetyRule rule, RuleWatch before) {
        this(rule);
        incident = before.incident;
        if (rule.condition().equals(before.rule.condition())) {
            holds = before.holds;
            known = before.known;
            changedNanos = before.changedNanos;
            latest = before.latest;
            resumed = before.resumed;
        } else {
            known = incident == null;
        }
    }

    void become(boolean nowHolds, long sinceNanos) {
        if (nowHolds != holds || !known) {
            known = true;
            holds = nowHolds;
            changedNanos = sinceNanos;
        }
    }
}
