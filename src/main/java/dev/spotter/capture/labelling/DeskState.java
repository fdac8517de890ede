package dev.spotter.capture.labelling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The desk at one moment.
 *
 * @param labels what can be done
 * @param sources whose samples are recorded
 * @param sets what has been recorded in this session, newest first
 */
public record DeskState(List<String> labels, List<Source> sources, List<LabelledSet> sets) {
    /**
     * A source.
     *
     * @param subject who the next set is of
     * @param open the set under way
     * @param length how long it lasts by now
     * @param samples how many have come
     * @param last wall-clock time of the last one
     * @param ended whether no more will come
     * @param undoable whether the last mark can be undone
     */
    public record Source(
            String name,
            String subject,
            Optional<OpenSet> open,
            Duration length,
            long samples,
            Optional<Instant> last,
            boolean ended,
            boolean undoable) {}
}
