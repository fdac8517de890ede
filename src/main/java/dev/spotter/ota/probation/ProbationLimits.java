package dev.spotter.ota.probation;

import dev.spotter.ota.UpdateException;
import java.time.Duration;

/**
 * What new models have to keep to.
 *
 * @param lasts how long they are watched
 * @param longest how long at most where there is too little to judge by
 * @param leastPairs inputs that a stage's old and new models both have looked at before it is judged
 * @param mostErrors share of inputs, 0 to 1, that the new ones may fail on where the old ones did not
 * @param mostSlower how many times as long as the old ones the new ones may take, in the middle
 * @param mostDrift mean distance between what both say, 0 to 1
 * @param mostOtherTops share of inputs, 0 to 1, of which they may say something else
 * @param leastAlarms inputs that made either raise the condition of a rule before agreement is judged
 * @param leastAgreement share of them, 0 to 1, of which both have to say so
 */
public record ProbationLimits(
        Duration lasts,
        Duration longest,
        int leastPairs,
        double mostErrors,
        double mostSlower,
        double mostDrift,
        double mostOtherTops,
        int leastAlarms,
        double leastAgreement) {
    /** Half an hour, a day at most. New models are meant to say something else now and then. */
    public static final ProbationLimits USUAL =
            new ProbationLimits(Duration.ofMinutes(30), Duration.ofDays(1), 100, 0.02, 2, 0.3, 0.4, 10, 0.5);

    public ProbationLimits {
        require(lasts.isPositive(), "a probation lasts over 0 seconds, not " + lasts);
        require(
                longest.compareTo(lasts) >= 0,
                "a probation's longest time %s is under its usual time %s".formatted(longest, lasts));
        require(leastPairs >= 1, "a stage is judged by 1 input or more, not " + leastPairs);
        require(leastAlarms >= 1, "agreement is judged by 1 alarm or more, not " + leastAlarms);
        require(mostSlower >= 1, "new models may take 1 time as long or more, not " + mostSlower);
        requireShare("errors", mostErrors);
        requireShare("drift", mostDrift);
        requireShare("other-tops", mostOtherTops);
        requireShare("agreement", leastAgreement);
    }

    /** Watched for another time. */
    public ProbationLimits lasting(Duration usual, Duration most) {
        return new ProbationLimits(
                usual, most, leastPairs, mostErrors, mostSlower, mostDrift, mostOtherTops, leastAlarms, leastAgreement);
    }

    private static void requireShare(String what, double share) {
        require(share >= 0 && share <= 1, "a probation's %s is a share from 0 to 1, not %s".formatted(what, share));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UpdateException("bad-probation", sentence);
        }
    }
}
