package dev.spotter.capture.simulator;

import dev.spotter.capture.CaptureException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set that a simulated lifter means to do.
 *
 * @param exercise the exercise
 * @param repetitions how many, 1 to 30
 */
public record PlannedSet(Exercise exercise, int repetitions) {
    private static final Pattern TEXT = Pattern.compile("([a-z]+) *x *(\\d{1,3})");
    private static final int MOST = 30;

    public PlannedSet {
        Objects.requireNonNull(exercise, "exercise");
        if (repetitions < 1 || repetitions > MOST) {
            throw new CaptureException(
                    "plan-bad", null, "a set has 1 to %d repetitions, not %d".formatted(MOST, repetitions));
        }
    }

    /** A set as a profile has it, such as {@code squat x 5}. */
    public static PlannedSet of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new CaptureException("plan-bad", null, "'%s' is no set; write it as 'squat x 5'".formatted(text));
        }
        return new PlannedSet(Exercise.of(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return exercise.label() + " x " + repetitions;
    }
}
