package dev.spotter.safety;

import java.time.Duration;

/**
 * One rule of a profile.
 *
 * @param name its name, which incidents carry
 * @param condition what it watches for
 * @param holdsFor how long the condition must hold before an incident is raised
 * @param clearsAfter how long it must not hold before the incident is cleared
 * @param severity how bad it is
 */
public record SafetyRule(String name, Condition condition, Duration holdsFor, Duration clearsAfter, Severity severity) {
    public SafetyRule {
        if (holdsFor.isNegative() || holdsFor.compareTo(Duration.ofHours(1)) > 0) {
            throw new SafetyException(
                    "duration-out-of-range", "rule %s: \"for\" is from 0 s to 1 h, not %s".formatted(name, holdsFor));
        }
        if (clearsAfter.isNegative() || clearsAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new SafetyException(
                    "duration-out-of-range",
                    "rule %s: \"clear\" is from 0 s to 1 h, not %s".formatted(name, clearsAfter));
        }
    }
}
