package dev.spotter.capture.simulator;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.Speed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A simulated lifter.
 *
 * @param lifter who
 * @param seed the same seed gives the same samples
 * @param speed how fast
 * @param plan the sets, one after another; not empty
 * @param rest mean time between two sets, 5 s to an hour
 * @param failures share of sets that end with a failed repetition, 0 to 1
 * @param rounds how often the plan is gone through; 0 for without end
 */
public record SimulatedConfiguration(
        Lifter lifter, long seed, Speed speed, List<PlannedSet> plan, Duration rest, double failures, int rounds) {
    /** Short for a lifter, long enough for a spectator. */
    public static final Duration USUAL_REST = Duration.ofSeconds(20);

    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    public SimulatedConfiguration {
        Objects.requireNonNull(lifter, "lifter");
        Objects.requireNonNull(speed, "speed");
        plan = List.copyOf(plan);
        if (plan.isEmpty()) {
            throw new CaptureException("plan-bad", null, "the plan of a simulated lifter has at least one set");
        }
        if (rest.compareTo(SHORTEST_REST) < 0 || rest.compareTo(LONGEST_REST) > 0) {
            throw new CaptureException(
                    "rest-out-of-range",
                    null,
                    "rest is %s s and has to be from %d s to %d s"
                            .formatted(rest.toMillis() / 1000.0, SHORTEST_REST.toSeconds(), LONGEST_REST.toSeconds()));
        }
        if (!(failures >= 0 && failures <= 1)) {
            throw new CaptureException(
                    "failures-out-of-range",
                    null,
                    "failures is %s and has to be a share from 0 to 1".formatted(failures));
        }
        if (rounds < 0) {
            throw new CaptureException(
                    "rounds-out-of-range", null, "rounds is %d and has to be 0 (no end) or more".formatted(rounds));
        }
    }

    /** A lifter's usual training: at a pace without end, otherwise once. */
    public static SimulatedConfiguration usual(Lifter lifter, long seed, Speed speed) {
        return new SimulatedConfiguration(
                lifter, seed, speed, lifter.plan(), USUAL_REST, lifter.failures(), speed.paced() ? 0 : 1);
    }
}
