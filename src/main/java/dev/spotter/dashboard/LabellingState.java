package dev.spotter.dashboard;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * How labelling stands, as the page shows it.
 *
 * @param labels what can be labelled
 * @param sources what is recorded
 * @param sets the recorded sets, newest first
 */
@RegisterForReflection
public record LabellingState(List<String> labels, List<Source> sources, List<LabelledSet> sets) {
    /**
     * A source.
     *
     * @param subject who the next set is of
     * @param label what is under way, {@code null} between sets
     * @param began when it began, {@code null} between sets
     * @param seconds how long it lasts by now
     * @param repetitions what has been said of it, or {@code null}
     * @param rpe what has been said of it, or {@code null}
     * @param samples how many have come
     * @param last wall-clock time of the last sample, or {@code null}
     * @param ended whether no more will come
     * @param undoable whether the last mark can be undone
     */
    @RegisterForReflection
    public record Source(
            String name,
            String subject,
            String label,
            Instant began,
            double seconds,
            String repetitions,
            Double rpe,
            long samples,
            Instant last,
            boolean ended,
            boolean undoable) {}

    /**
     * A recorded set.
     *
     * @param id its number
     * @param repetitions a count such as {@code 5} or {@code 9-10}, or {@code null}
     * @param rpe rating of perceived exertion, or {@code null}
     * @param by who labelled it: {@code keys}, {@code mqtt}, {@code page}, {@code between}
     * @param written whether it is on the disk
     */
    @RegisterForReflection
    public record LabelledSet(
            long id,
            String source,
            String label,
            String subject,
            Instant start,
            double seconds,
            String repetitions,
            Double rpe,
            String by,
            boolean written) {}
}
