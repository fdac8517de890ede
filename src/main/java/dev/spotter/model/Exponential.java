package dev.spotter.model;

/**
 * Exponential and natural logarithm to nine digits, for probabilities. {@link Math}'s have more digits, and more code and
 * tables, which the processor has to fetch anew after each inference: that is what they cost there.
 */
public final class Exponential {
    private static final double LN_2 = Math.log(2);
    private static final double PER_LN_2 = 1 / LN_2;
    /** Beyond it, either way, the result is none that a double has. */
    private static final double MOST = 700;

    // of a double's bits
    private static final int EXPONENT_AT = Double.PRECISION - 1;
    private static final long ROOT_OF_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    private Exponential() {}

    /**
     * e to the power of x, off by at most a billionth of it: Taylor's series of what is left of x beside powers of two.
     *
     * @param x below -700 the result is 0, above 700 infinite
     */
    public static double of(double x) {
        if (!(Math.abs(x) <= MOST)) {
            return x < 0 ? 0 : x + Double.POSITIVE_INFINITY;
        }
        double twos = Math.rint(x * PER_LN_2);
        double rest = x - twos * LN_2;
        double square = rest * rest;
        double even = 1 + square * (1. / 2 + square * (1. / 24 + square * (1. / 720 + square / 40_320)));
        double odd = 1 + square * (1. / 6 + square * (1. / 120 + square / 5_040));
        long power = (long) twos + Double.MAX_EXPONENT;
        return (even + rest * odd) * Double.longBitsToDouble(power << EXPONENT_AT);
    }

    /**
     * The natural logarithm, off by at most a billionth, of it or of 1: the series of artanh.
     *
     * @param x of a float's range; what is not, has all digits, and takes its time
     */
    public static double log(double x) {
        if (!(x >= Float.MIN_VALUE && x <= Float.MAX_VALUE)) {
            return Math.log(x);
        }
        long bits = Double.doubleToRawLongBits(x);
        long twos = (bits - ROOT_OF_HALF) >> EXPONENT_AT;
        double rest = Double.longBitsToDouble(bits - (twos << EXPONENT_AT));
        double t = (rest - 1) / (rest + 1);
        double square = t * t;
        double series = 1 + square * (1. / 3 + square * (1. / 5 + square * (1. / 7 + square * (1. / 9 + square / 11))));
        return twos * LN_2 + 2 * t * series;
    }
}
