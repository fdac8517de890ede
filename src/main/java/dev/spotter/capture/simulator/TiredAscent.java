package dev.spotter.capture.simulator;

import dev.spotter.capture.simulator.BarPath.Change;
import dev.spotter.capture.simulator.WristTurns.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * A repetition whose way up takes longer, as a tired lifter's does; the way down is as ever. The drive keeps most of its
 * speed, and what is lost is lost in the sticking region that follows it: so the peak of the velocity falls less than its
 * mean, as in recorded sets.
 */
final class TiredAscent {
    /** Less than this looks alike along the whole way. */
    private static final double EVEN = 1.2;

    private static final double DRIVE_WAY = 0.3;
    private static final double FINISH_WAY = 0.3;
    private static final double FINISH_SPEED = 0.8;
    /** Of the drive's speed, kept by the most tired. */
    private static final double DRIVE_SPEED = 0.75;

    private static final double SHORTEST_CHANGE_SECONDS = 0.25;

    private final double from;
    private final double to;
    private final double slowing;
    private final List<Change> changes = new ArrayList<>();
    private final List<Turn> turns;

    /**
     * @param exercise the exercise
     * @param slowing how many times as long the way up takes, 1 or more
     */
    TiredAscent(Exercise exercise, double slowing) {
        this.slowing = slowing;
        List<Change> usual = exercise.changes();
        int first = 0;
        while (usual.get(first).velocity() <= 0) {
            first++;
        }
        int after = first;
        while (usual.get(after).velocity() > 0) {
            after++;
        }
        from = usual.get(first).seconds();
        to = usual.get(after).seconds();
        double way = 0;
        for (int i = first; i < after; i++) {
            way += usual.get(i).velocity()
                    * (usual.get(i + 1).seconds() - usual.get(i).seconds());
        }
        usual.subList(0, first).forEach(change -> changes.add(moved(change, 1)));
        if (slowing < EVEN) {
            usual.subList(first, after).forEach(change -> changes.add(moved(change, slowing)));
        } else {
            ascent(usual.get(first), usual.get(after - 1), way);
        }
        usual.subList(after, usual.size()).forEach(change -> changes.add(moved(change, 1)));
        turns = exercise.turns().stream()
                .map(turn -> new Turn(turn.axis(), clock(turn.fromSeconds()), clock(turn.toSeconds()), turn.degrees()))
                .toList();
    }

    private Change moved(Change change, double slower) {
        double width = slower == 1 ? change.width() : slower * change.width();
        return new Change(clock(change.seconds()), width, change.velocity() / slower);
    }

    private void ascent(Change first, Change last, double way) {
        double drive = first.velocity() * Math.max(DRIVE_SPEED, 1 - (slowing - 1) / 4);
        double finish = FINISH_SPEED * Math.min(drive, last.velocity());
        double start = clock(from);
        double driveSeconds = DRIVE_WAY * way / drive;
        double finishSeconds = FINISH_WAY * way / finish;
        double stickingSeconds = clock(to) - start - driveSeconds - finishSeconds;
        double sticking = (1 - DRIVE_WAY - FINISH_WAY) * way / stickingSeconds;
        if (stickingSeconds <= 0 || sticking > finish) {
            changes.add(new Change(start, first.width(), way / (clock(to) - start)));
            return;
        }
        changes.add(new Change(start, first.width(), drive));
        changes.add(new Change(start + driveSeconds, Math.max(SHORTEST_CHANGE_SECONDS, driveSeconds), sticking));
        changes.add(new Change(
                start + driveSeconds + stickingSeconds, Math.max(SHORTEST_CHANGE_SECONDS, finishSeconds), finish));
    }

    /** Where a time on the usual repetition's clock comes to lie; 0 stays 0. */
    double clock(double seconds) {
        return stretched(seconds) - stretched(0);
    }

    private double stretched(double seconds) {
        return seconds + (slowing - 1) * (Math.clamp(seconds, from, to) - from);
    }

    List<Change> changes() {
        return changes;
    }

    List<Turn> turns() {
        return turns;
    }
}
