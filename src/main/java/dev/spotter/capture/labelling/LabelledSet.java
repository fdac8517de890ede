package dev.spotter.capture.labelling;

import dev.spotter.capture.RecordingDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A set, or a rest between two, that has been recorded.
 *
 * @param id its number within this session, from 1
 * @param source whose samples it holds
 * @param label what was done
 * @param notes what has been said of it; the subject always
 * @param by who said that it began
 * @param start wall-clock time of its first sample
 * @param length from its first sample to its last
 * @param written whether it is on the disk; else it waits in memory until it can be
 */
public record LabelledSet(
        long id,
        String source,
        String label,
        SetNotes notes,
        Labeller by,
        Instant start,
        Duration length,
        boolean written) {
    public LabelledSet {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(length, "length");
        notes.subject().orElseThrow();
    }

    /** The name of who did it. */
    public String subject() {
        return notes.subject().orElseThrow();
    }

    LabelledSet with(String newLabel, SetNotes more) {
        return new LabelledSet(id, source, newLabel, more.over(notes), by, start, length, written);
    }

    LabelledSet onDisk() {
        return new LabelledSet(id, source, label, notes, by, start, length, true);
    }

    /** What the index says of it. */
    RecordingDescription description() {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("labelled-by", by.toString());
        notes.rpe().ifPresent(rating -> attributes.put("rpe", SetNotes.plain(rating)));
        return new RecordingDescription(subject(), label, notes.count(), attributes);
    }
}
