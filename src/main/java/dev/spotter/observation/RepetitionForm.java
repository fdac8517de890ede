package dev.spotter.observation;

import java.util.Objects;
import java.util.Optional;

/**
 * One finished repetition and how it was done: what the verdicts over it say together.
 *
 * @param exercise what is lifted
 * @param number the repetition's number within its set, from 1
 * @param startNanos monotonic time of its start
 * @param endNanos monotonic time of its end
 * @param form probabilities of the forms; empty where there was no verdict over it, as of the repetitions that the
 *     reference was taken from
 */
public record RepetitionForm(String exercise, int number, long startNanos, long endNanos, Optional<Classification> form)
        implements Finding {
    public RepetitionForm {
        Objects.requireNonNull(exercise, "exercise");
        Objects.requireNonNull(form, "form");
        if (number < 1) {
            throw new IllegalArgumentException("a repetition's number is at least 1, not " + number);
        }
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a repetition ends after its start");
        }
    }

    /** The most probable form, where there is any. */
    public Optional<String> label() {
        return form.map(Classification::topLabel);
    }
}
