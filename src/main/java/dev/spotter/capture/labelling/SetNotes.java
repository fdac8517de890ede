package dev.spotter.capture.labelling;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.RepetitionCount;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody says of a set besides its label; what they do not say is empty.
 *
 * @param subject who does it: a line of text, at most {@value #LONGEST_SUBJECT} characters
 * @param count repetitions, at most {@value #MOST_REPETITIONS}
 * @param rpe rating of perceived exertion, 1 to 10 in halves (Borg's CR10 as lifters use it)
 */
public record SetNotes(Optional<String> subject, Optional<RepetitionCount> count, Optional<Double> rpe) {
    /** Nothing. */
    public static final SetNotes NONE = new SetNotes(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int LONGEST_SUBJECT = 80;
    private static final int MOST_REPETITIONS = 1000;

    public SetNotes {
        subject = subject.map(String::strip);
        subject.ifPresent(name -> {
            if (name.isEmpty()
                    || name.length() > LONGEST_SUBJECT
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new CaptureException(
                        "subject-bad",
                        null,
                        "subject is '%s' and has to be a line of 1 to %d characters".formatted(name, LONGEST_SUBJECT));
            }
        });
        count.ifPresent(repetitions -> {
            if (repetitions.most() > MOST_REPETITIONS) {
                throw new CaptureException(
                        "repetitions-bad",
                        null,
                        "repetitions is %s and has to be 0 to %d".formatted(repetitions, MOST_REPETITIONS));
            }
        });
        rpe.ifPresent(rating -> {
            if (!(rating >= 1 && rating <= 10 && rating * 2 == Math.rint(rating * 2))) {
                throw new CaptureException(
                        "rpe-bad", null, "rpe is %s and has to be 1 to 10 in steps of 0.5".formatted(rating));
            }
        });
    }

    /** A subject and nothing else. */
    public static SetNotes subject(String name) {
        return new SetNotes(Optional.of(name), Optional.empty(), Optional.empty());
    }

    /**
     * Reads a count as a person types it, {@code 5} or {@code 9-10}.
     *
     * @throws CaptureException {@code repetitions-bad}
     */
    public static SetNotes count(String text) {
        try {
            return new SetNotes(Optional.empty(), Optional.of(RepetitionCount.parse(text)), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new CaptureException("repetitions-bad", null, e.getMessage());
        }
    }

    /**
     * Reads a rating as a person types it, {@code 8} or {@code 8.5}.
     *
     * @throws CaptureException {@code rpe-bad}
     */
    public static SetNotes rpe(String text) {
        try {
            return new SetNotes(Optional.empty(), Optional.empty(), Optional.of(Double.valueOf(text.strip())));
        } catch (NumberFormatException e) {
            throw new CaptureException(
                    "rpe-bad", null, "rpe is '%s' and has to be 1 to 10 in steps of 0.5".formatted(text));
        }
    }

    /** These, and where they say nothing the earlier ones. */
    public SetNotes over(SetNotes earlier) {
        return new SetNotes(subject.or(earlier::subject), count.or(earlier::count), rpe.or(earlier::rpe));
    }

    /** The rating without a needless zero. */
    static String plain(double rating) {
        return rating == Math.rint(rating) ? String.valueOf((long) rating) : String.format(Locale.ROOT, "%.1f", rating);
    }
}
