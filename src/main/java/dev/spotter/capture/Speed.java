package dev.spotter.capture;

/**
 * How fast a source that is not live goes.
 *
 * @param factor seconds of samples in a second, above 0; infinite for as fast as they are taken
 */
public record Speed(double factor) {
    /** As fast as the samples are taken. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    /** As it happened. */
    public static final Speed TRUE = new Speed(1);

    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 1000;

    public Speed {
        if (factor != Double.POSITIVE_INFINITY && !(factor >= SLOWEST && factor <= FASTEST)) {
            throw new CaptureException(
                    "speed-out-of-range",
                    null,
                    "speed is %s and has to be max, or a factor from %s to %s"
                            .formatted(factor, SLOWEST, (int) FASTEST));
        }
    }

    /** A speed as a profile has it: {@code max}, or a factor such as {@code 1}. */
    public static Speed of(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        double factor;
        try {
            factor = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            factor = Double.NaN;
        }
        if (Double.isInfinite(factor) || Double.isNaN(factor)) {
            throw new CaptureException(
                    "speed-out-of-range",
                    null,
                    "speed is '%s' and has to be max, or a factor from %s to %s"
                            .formatted(text, SLOWEST, (int) FASTEST));
        }
        return new Speed(factor);
    }

    /** Whether samples come at a pace. */
    public boolean paced() {
        return factor != Double.POSITIVE_INFINITY;
    }
}
