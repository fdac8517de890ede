package dev.spotter.capture.simulator;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.simulator.BarPath.Change;
import dev.spotter.capture.simulator.WristTurns.Turn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The five barbell lifts, each by a handful of physical parameters (docs/simulator.md explains and compares them): the
 * direction of up in the sensor's axes while the bar is held (y runs from the elbow to the hand, z out of the back of
 * the hand, x across), the changes of the bar's velocity, the turns of the wrist, and what follows a lockout or a
 * landing.
 *
 * <p>A repetition's clock is 0 at its sharpest moment: the turn at the chest or shoulder, the lockout, the top.
 */
public enum Exercise {
    /** Bench press: down to the chest, a quick turn there, a push that slows down towards the lockout. */
    BENCH(
            true,
            0.2,
            new double[] {-0.09, 0.96, -0.16},
            0.08,
            List.of(
                    new Change(-0.80, 0.7, -0.56),
                    new Change(0, 0.38, 0.66),
                    new Change(0.5, 0.6, 0.48),
                    new Change(0.95, 0.42, 0)),
            List.of(
                    new Turn(0, -1.1, -0.4, 5),
                    new Turn(0, 0.5, 1.2, -5),
                    new Turn(2, -1.15, -0.30, -8.5),
                    new Turn(2, -0.3, 0.0, 4.5),
                    new Turn(2, -0.05, 0.35, -5),
                    new Turn(2, 0.45, 1.25, 9)),
            Whip.NONE,
            10.5),
    /** Back squat: slowly down, a wide turn at the bottom, a lockout that ends abruptly and lets the bar whip. */
    SQUAT(
            true,
            0.6,
            new double[] {0.23, 0.69, 0.66},
            0.09,
            List.of(
                    new Change(-2.15, 1.0, -0.50),
                    new Change(-0.85, 1.1, 0.72),
                    new Change(0, 0.36, -0.25),
                    new Change(0.24, 0.24, 0)),
            List.of(new Turn(0, -0.75, 0.05, 12), new Turn(0, -2.6, -1.6, -12)),
            new Whip(0.3, 0.10, 3.2),
            7),
    /** Deadlift: from the floor to a quick lockout with the hips, and down again to land. */
    DEAD(
            false,
            -0.55,
            new double[] {0.03, -1.0, -0.13},
            0.05,
            List.of(
                    new Change(-0.85, 0.9, 0.80),
                    new Change(-0.02, 0.5, -0.12),
                    new Change(0.27, 0.26, 0),
                    new Change(0.55, 0.55, -0.70),
                    new Change(1.30, 0.6, 0)),
            List.of(new Turn(0, -0.45, 0.15, 24), new Turn(0, 0.2, 1.3, -24)),
            new Whip(1.2, 0.10, 5.5),
            7.5),
    /** Overhead press: from the shoulder with a catch before the drive, and back in two steps. */
    OHP(
            true,
            0.6,
            new double[] {-0.29, 0.92, -0.14},
            0.06,
            List.of(
                    new Change(-1.03, 0.69, -0.65),
                    new Change(-0.43, 0.47, -0.30),
                    new Change(0.00, 0.33, 0.72),
                    new Change(0.43, 0.60, 0.40),
                    new Change(0.90, 0.52, 0)),
            List.of(
                    new Turn(2, -0.95, -0.21, 17),
                    new Turn(2, -0.17, 0.34, -23),
                    new Turn(2, 0.30, 0.95, 18),
                    new Turn(2, 0.82, 1.29, -12),
                    new Turn(0, -0.86, -0.26, -9),
                    new Turn(0, -0.21, 0.30, 10),
                    new Turn(0, 0.34, 0.95, -7),
                    new Turn(0, 0.82, 1.29, 6),
                    new Turn(1, 0.00, 0.43, 6),
                    new Turn(1, 0.52, 1.29, -6)),
            Whip.NONE,
            10),
    /** Bent-over row: one pull after another, without a stop. */
    ROW(
            false,
            -0.4,
            new double[] {0.06, -1.0, -0.04},
            0.045,
            List.of(new Change(-0.5, 0.55, 1.05), new Change(0, 0.62, -1.02), new Change(0.52, 0.6, 0)),
            List.of(
                    new Turn(0, -0.75, -0.05, 15),
                    new Turn(0, 0.0, 0.75, -15),
                    new Turn(2, -0.7, -0.2, -8),
                    new Turn(2, 0.05, 0.7, 8),
                    new Turn(1, -0.7, -0.1, -5),
                    new Turn(1, 0.05, 0.7, 5)),
            Whip.NONE,
            10);

    /**
     * How the loaded bar swings after a lockout or a landing.
     *
     * @param seconds when it begins, on the repetition's clock
     * @param amplitudeG its first amplitude, in g
     * @param hertz its frequency
     */
    record Whip(double seconds, double amplitudeG, double hertz) {
        static final Whip NONE = new Whip(0, 0, 1);
        private static final double DECAY_SECONDS = 0.3;

        double accelerationG(double at) {
            double since = at - seconds;
            return since <= 0
                    ? 0
                    : amplitudeG * Math.exp(-since / DECAY_SECONDS) * Math.sin(2 * Math.PI * hertz * since);
        }
    }

    private final boolean fromTop;
    private final double aboveHangingMetres;
    private final double[] up;
    private final double gripSpread;
    private final List<Change> changes;
    private final List<Turn> turns;
    private final Whip whip;
    private final double wobbleDps;

    Exercise(
            boolean fromTop,
            double aboveHangingMetres,
            double[] up,
            double gripSpread,
            List<Change> changes,
            List<Turn> turns,
            Whip whip,
            double wobbleDps) {
        this.fromTop = fromTop;
        this.aboveHangingMetres = aboveHangingMetres;
        this.up = Rotations.unit(up[0], up[1], up[2]);
        this.gripSpread = gripSpread;
        this.changes = changes;
        this.turns = turns;
        this.whip = whip;
        this.wobbleDps = wobbleDps;
    }

    /** The exercise of that label. */
    public static Exercise of(String label) {
        return Arrays.stream(values())
                .filter(exercise -> exercise.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "exercise-unknown",
                        null,
                        "there is no simulated exercise '%s'; there are %s"
                                .formatted(
                                        label,
                                        Arrays.stream(values())
                                                .map(Exercise::label)
                                                .collect(Collectors.joining(", ")))));
    }

    /** The label that recordings and models use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the bar starts at the top, under load, so that a lifter can get stuck below it. */
    boolean fromTop() {
        return fromTop;
    }

    /** How far above the hanging hand the bar is gripped, in metres. */
    double aboveHangingMetres() {
        return aboveHangingMetres;
    }

    /** The usual direction of up in the sensor's axes while the bar is held. */
    double[] up() {
        return up.clone();
    }

    /** How much that direction differs from one lifter and set to another, as standard deviation of each element. */
    double gripSpread() {
        return gripSpread;
    }

    List<Change> changes() {
        return changes;
    }

    List<Turn> turns() {
        return turns;
    }

    Whip whip() {
        return whip;
    }

    /** How much the wrist trembles under the bar, as standard deviation of angular rate, in degrees per second. */
    double wobbleDps() {
        return wobbleDps;
    }
}
