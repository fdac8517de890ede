package dev.spotter.pipeline;

/**
 * On which inputs models that ran before run once more, beside those that run.
 *
 * @param every one of so many windows or frames, 1 or more
 * @param mostShare processor time that they may take, as a share of what those that run take: 0.2 for a fifth more
 */
public record ShadowSampling(int every, double mostShare) {
    /** A tenth of the inputs, a fifth of the time. */
    public static final ShadowSampling USUAL = new ShadowSampling(10, 0.2);

    public ShadowSampling {
        if (every < 1) {
            throw new IllegalArgumentException("a shadow looks at one of 1 or more inputs, not of " + every);
        }
        if (!(mostShare > 0)) {
            throw new IllegalArgumentException("a shadow's share of time is over 0, not " + mostShare);
        }
    }
}
