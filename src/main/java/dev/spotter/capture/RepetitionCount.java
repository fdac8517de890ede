package dev.spotter.capture;

/**
 * How many repetitions a recorded set holds, as far as somebody can say: any count from least to most is right.
 *
 * @param least the least that an honest person could count
 * @param best the likeliest
 * @param most the most that an honest person could count
 * @param counted whether somebody counted this set; otherwise it is the nominal count of its kind
 */
public record RepetitionCount(int least, int best, int most, boolean counted) {
    public RepetitionCount {
        if (least < 0 || best < least || most < best) {
            throw new IllegalArgumentException(
                    "a count of repetitions lies as 0 <= least <= best <= most, but least is %d, best %d and most %d"
                            .formatted(least, best, most));
        }
    }

    /** A count that leaves no doubt. */
    public static RepetitionCount exactly(int repetitions) {
        return new RepetitionCount(repetitions, repetitions, repetitions, true);
    }

    /** A nominal count, which nobody has checked. */
    public static RepetitionCount nominal(int repetitions) {
        return new RepetitionCount(repetitions, repetitions, repetitions, false);
    }

    /**
     * Reads what an index says, or a person types: {@code 5}, or {@code 9-10} where nobody could say better.
     *
     * @throws IllegalArgumentException with a sentence, if it is no count
     */
    public static RepetitionCount parse(String text) {
        String[] ends = text.strip().split("-", -1);
        try {
            int least = Integer.parseInt(ends[0]);
            int most = Integer.parseInt(ends[ends.length - 1]);
            if (ends.length <= 2 && least <= most) {
                return new RepetitionCount(least, most, most, true);
            }
        } catch (NumberFormatException e) {
            // said below, as all that is no count
        }
        throw new IllegalArgumentException(
                "repetitions is '%s' and has to be a count such as 5 or 9-10".formatted(text));
    }

    /** The count as {@link #parse} reads it. */
    @Override
    public String toString() {
        return least == most ? String.valueOf(best) : least + "-" + most;
    }

    /** How far a count is from the nearest right one, 0 if it is right. */
    public int error(int repetitions) {
        return Math.max(0, Math.max(least - repetitions, repetitions - most));
    }
}
