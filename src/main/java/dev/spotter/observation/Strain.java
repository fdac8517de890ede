package dev.spotter.observation;

import java.util.Locale;
import java.util.Objects;

/**
 * The signs that a lift is about to fail: the bar still goes up, but little is left of the lifter's velocity. Told when
 * they come and when they have gone.
 *
 * @param straining whether they are there
 * @param exercise the exercise
 * @param repetition the repetition in which they were seen, from 1; one that was under way or had just ended
 * @param sign what it was seen by; of one that has gone, what it had been seen by
 * @param sinceNanos monotonic time since which it holds
 */
public record Strain(boolean straining, String exercise, int repetition, Sign sign, long sinceNanos)
        implements Finding {
    /** What is seen of a lifter who is near the end. */
    public enum Sign {
        /** A repetition went up hardly faster than the slowest that succeeds. */
        SLOW_REPETITION,
        /** The ascent under way takes much longer than those before it. */
        LONG_ASCENT,
        /** The bar all but stops on its way up. */
        STICKING;

        /** In words, for a person. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Strain {
        Objects.requireNonNull(exercise, "exercise");
        Objects.requireNonNull(sign, "sign");
        if (repetition < 1) {
            throw new IllegalArgumentException("a repetition's number is at least 1, not " + repetition);
        }
    }
}
