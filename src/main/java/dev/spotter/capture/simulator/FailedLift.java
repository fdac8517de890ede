package dev.spotter.capture.simulator;

import dev.spotter.capture.simulator.BarPath.Change;
import dev.spotter.capture.simulator.WristTurns.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * A lift that fails: it goes as ever until the bar is on its way up, where it slows down to a stop, stays and sinks a
 * little. Where the lifter is under the bar somebody then helps it up; otherwise the lifter lets it down.
 */
final class FailedLift {
    private static final double DRIVE_SHARE = 0.6;
    private static final double DRIVE_SECONDS = 0.35;
    private static final double SLOWING_SECONDS = 0.9;
    private static final double SINKING_METRES_PER_SECOND = 0.012;
    private static final double HELP_METRES_PER_SECOND = 0.30;
    private static final double HELP_SECONDS = 0.8;

    private final List<Change> changes = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final double stallFromSeconds;
    private final double stallToSeconds;

    /**
     * @param exercise the exercise
     * @param stallSeconds how long the bar is stuck, on the repetition's own clock
     */
    FailedLift(Exercise exercise, double stallSeconds) {
        double height = 0;
        Change drive = null;
        for (Change change : exercise.changes()) {
            if (!changes.isEmpty()) {
                Change before = changes.getLast();
                height += before.velocity() * (change.seconds() - before.seconds());
            }
            if (change.velocity() > 0) {
                drive = new Change(change.seconds(), change.width(), DRIVE_SHARE * change.velocity());
                changes.add(drive);
                break;
            }
            changes.add(change);
        }
        if (drive == null) {
            throw new IllegalArgumentException("no change of " + exercise + " brings the bar up");
        }
        double stop = drive.seconds() + DRIVE_SECONDS;
        height += drive.velocity() * DRIVE_SECONDS;
        stallFromSeconds = stop + SLOWING_SECONDS / 2;
        stallToSeconds = stallFromSeconds + stallSeconds;
        changes.add(new Change(stop, SLOWING_SECONDS, -SINKING_METRES_PER_SECOND));
        double help = stallToSeconds + HELP_SECONDS / 2;
        height -= SINKING_METRES_PER_SECOND * (help - stop);
        double away = Math.max(0.8, Math.abs(height) / HELP_METRES_PER_SECOND);
        changes.add(new Change(help, HELP_SECONDS, height < 0 ? HELP_METRES_PER_SECOND : -HELP_METRES_PER_SECOND));
        changes.add(new Change(help + away, HELP_SECONDS, 0));
        turns(exercise, stop, help, help + away);
    }

    /** The turns that were begun before the bar stopped, and at the end one a axis that takes them back. */
    private void turns(Exercise exercise, double stop, double help, double end) {
        double[] sums = new double[3];
        for (Turn turn : exercise.turns()) {
            if (turn.fromSeconds() < stop) {
                turns.add(turn);
                sums[turn.axis()] += turn.degrees();
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            turns.add(new Turn(axis, help, end, -sums[axis]));
        }
    }

    List<Change> changes() {
        return changes;
    }

    List<Turn> turns() {
        return turns;
    }

    double stallFromSeconds() {
        return stallFromSeconds;
    }

    double stallToSeconds() {
        return stallToSeconds;
    }
}
