package dev.spotter.capture.simulator;

import dev.spotter.capture.CaptureException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The simulated lifters, by what sets them apart from the usual one. */
public enum Lifter {
    /** Learns: uneven repetitions, an unsteady wrist, breaks between repetitions. */
    NOVICE(0.95, 0.09, 1.3, 0.015, 0.35, 0.02, 3, List.of("squat x 5", "bench x 6", "row x 8")),
    /** Knows it: even repetitions without haste. */
    STEADY(0.9, 0.04, 1.0, 0.01, 0.15, 0, 3, List.of("bench x 5", "row x 10", "ohp x 6", "squat x 5", "dead x 5")),
    /** Strong and tired: quick at first, slower with every repetition. */
    STRONG(0.82, 0.05, 1.0, 0.035, 0.15, 0.05, 1, List.of("dead x 5", "squat x 6", "bench x 8")),
    /** Takes on too much: every now and then the bar gets stuck on the way up. */
    FAILING(0.95, 0.06, 1.15, 0.03, 0.3, 0.5, 1.5, List.of("squat x 4", "bench x 5"));

    private final double tempo;
    private final double unevenness;
    private final double wobble;
    private final double fatigue;
    private final double pauseSeconds;
    private final double failures;
    private final double leastReserve;
    private final List<PlannedSet> plan;

    Lifter(
            double tempo,
            double unevenness,
            double wobble,
            double fatigue,
            double pauseSeconds,
            double failures,
            double leastReserve,
            List<String> plan) {
        this.tempo = tempo;
        this.unevenness = unevenness;
        this.wobble = wobble;
        this.fatigue = fatigue;
        this.pauseSeconds = pauseSeconds;
        this.failures = failures;
        this.leastReserve = leastReserve;
        this.plan = plan.stream().map(PlannedSet::of).toList();
    }

    /** The lifter of that name. */
    public static Lifter of(String name) {
        return Arrays.stream(values())
                .filter(lifter -> lifter.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "lifter-unknown",
                        null,
                        "there is no simulated lifter '%s'; there are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(values())
                                                .map(Lifter::toString)
                                                .collect(Collectors.joining(", ")))));
    }

    /** How long a repetition takes, relative to the usual. */
    double tempo() {
        return tempo;
    }

    /** How much repetitions differ, as standard deviation of their duration and stroke. */
    double unevenness() {
        return unevenness;
    }

    /** How much the wrist trembles, relative to the usual. */
    double wobble() {
        return wobble;
    }

    /** How much slower each repetition is than the one before. */
    double fatigue() {
        return fatigue;
    }

    /** The mean break between repetitions. */
    double pauseSeconds() {
        return pauseSeconds;
    }

    /** The usual share of sets that end with a failed repetition, 0 to 1. */
    public double failures() {
        return failures;
    }

    /** The fewest repetitions that are left at the end of a set that does not fail. */
    double leastReserve() {
        return leastReserve;
    }

    /** What this lifter usually does. */
    public List<PlannedSet> plan() {
        return plan;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
