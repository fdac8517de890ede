package dev.spotter.capture.labelling;

import java.time.Instant;
import java.util.Objects;

/**
 * A set that is under way.
 *
 * @param label what is being done
 * @param notes what has been said of it; the subject always
 * @param by who said that it began
 * @param began when, by the clock of the samples
 * @param beganNanos the same on the source's time base
 */
public record OpenSet(String label, SetNotes notes, Labeller by, Instant began, long beganNanos) {
    public OpenSet {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(began, "began");
        notes.subject().orElseThrow();
    }

    /** The same set, of which somebody has said more. */
    OpenSet with(SetNotes more) {
        return new OpenSet(label, more.over(notes), by, began, beganNanos);
    }

    /** The name of who does it. */
    public String subject() {
        return notes.subject().orElseThrow();
    }
}
