package dev.spotter.capture.simulator;

import java.util.List;

/**
 * How the bar goes up and down in one repetition: changes of its vertical velocity, each with the smooth bell of
 * acceleration of {@link MinimumJerk}, so that the bar starts and ends at rest.
 *
 * <p>The upward velocities are scaled so that the bar ends where it started.
 */
final class BarPath {
    /** Standard gravity, in metres per second squared. */
    static final double GRAVITY = 9.80665;

    /**
     * A change of the bar's velocity.
     *
     * @param seconds the middle of the change, on the repetition's own clock
     * @param width how long it takes, in seconds
     * @param velocity the vertical velocity after it, in metres per second, up positive
     */
    record Change(double seconds, double width, double velocity) {}

    private final double[] starts;
    private final double[] widths;
    private final double[] steps;
    private final double[] velocities;
    private final double startSeconds;
    private final double endSeconds;
    private final double strokeMetres;

    private BarPath(List<Change> changes, double upwardScale) {
        int count = changes.size();
        starts = new double[count];
        widths = new double[count];
        steps = new double[count];
        velocities = new double[count];
        double start = Double.POSITIVE_INFINITY;
        double end = Double.NEGATIVE_INFINITY;
        double before = 0;
        for (int i = 0; i < count; i++) {
            Change change = changes.get(i);
            velocities[i] = change.velocity() > 0 ? change.velocity() * upwardScale : change.velocity();
            widths[i] = change.width();
            starts[i] = change.seconds() - change.width() / 2;
            steps[i] = velocities[i] - before;
            before = velocities[i];
            start = Math.min(start, starts[i]);
            end = Math.max(end, starts[i] + widths[i]);
        }
        startSeconds = start;
        endSeconds = end;
        double height = 0;
        double lowest = 0;
        double highest = 0;
        for (int i = 0; i + 1 < count; i++) {
            height += velocities[i]
                    * (changes.get(i + 1).seconds() - changes.get(i).seconds());
            lowest = Math.min(lowest, height);
            highest = Math.max(highest, height);
        }
        strokeMetres = highest - lowest;
    }

    /** A path that ends where it starts; the last change has to end at velocity 0. */
    static BarPath closed(List<Change> changes) {
        double up = 0;
        double down = 0;
        for (int i = 0; i + 1 < changes.size(); i++) {
            Change change = changes.get(i);
            double way = change.velocity() * (changes.get(i + 1).seconds() - change.seconds());
            if (way > 0) {
                up += way;
            } else {
                down -= way;
            }
        }
        if (changes.getLast().velocity() != 0 || up <= 0 || down <= 0) {
            throw new IllegalArgumentException("a bar goes up and down and ends at rest, but not by " + changes);
        }
        return new BarPath(changes, down / up);
    }

    /** Vertical acceleration at a time on the repetition's clock, in g, up positive. */
    double accelerationG(double seconds) {
        double sum = 0;
        for (int i = 0; i < starts.length; i++) {
            sum += steps[i] / widths[i] * MinimumJerk.speed((seconds - starts[i]) / widths[i]);
        }
        return sum / GRAVITY;
    }

    double startSeconds() {
        return startSeconds;
    }

    double endSeconds() {
        return endSeconds;
    }

    /** From the lowest to the highest point, in metres. */
    double strokeMetres() {
        return strokeMetres;
    }
}
