package dev.spotter.observation;

import java.util.Locale;

/**
 * How hard a set was for the lifter, as far as the bar shows it: the rating of perceived exertion (RPE) by repetitions in
 * reserve of M. C. Zourdos et al., "Novel resistance training-specific rating of perceived exertion scale measuring
 * repetitions in reserve", Journal of Strength and Conditioning Research 30(1), 2016: 10 is no repetition left, 9 is one,
 * 8 two.
 */
public sealed interface Exertion {
    /**
     * An estimate.
     *
     * @param rpe the rating, {@value #LEAST} to {@value #MOST}
     * @param uncertainty its standard uncertainty, of what the lifter would say, in the same scale
     * @param velocityLoss how much slower the last repetition went up than the fastest ones, as a share of them, 0 to 1
     */
    record Estimate(double rpe, double uncertainty, double velocityLoss) implements Exertion {
        /** The scale's lower end: people do not tell more than four repetitions in reserve from five. */
        public static final double LEAST = 6;

        public static final double MOST = 10;

        public Estimate {
            if (!(rpe >= LEAST && rpe <= MOST)) {
                throw new IllegalArgumentException(
                        "an rpe is from %.0f to %.0f, not %s".formatted(LEAST, MOST, Double.toString(rpe)));
            }
            if (!(uncertainty > 0 && uncertainty < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("an uncertainty is over 0 and finite, not " + uncertainty);
            }
            if (!(velocityLoss >= 0 && velocityLoss <= 1)) {
                throw new IllegalArgumentException("a velocity loss is from 0 to 1, not " + velocityLoss);
            }
        }
    }

    /** There is none, and why. */
    enum Absent implements Exertion {
        /** Fewer repetitions than it takes to see a velocity change. */
        TOO_FEW_REPETITIONS,
        /** Most of the repetitions are cut by gaps in the signal, or by where it begins or ends. */
        SIGNAL_INCOMPLETE,
        /** Nothing that was measured tells the bar's velocity. */
        VELOCITY_UNKNOWN;

        /** A stable code, for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
