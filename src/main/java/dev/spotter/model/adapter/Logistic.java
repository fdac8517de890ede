package dev.spotter.model.adapter;

import dev.spotter.model.Exponential;

/** From a logit to a probability. */
final class Logistic {
    /** More than what rounding may take away. */
    private static final float SLACK = 1e-3f;

    private Logistic() {}

    /** 1 / (1 + e^-logit); what is no number stays none. */
    static float of(float logit) {
        return (float) (1 / (1 + Exponential.of(-logit)));
    }

    /** A logit below which no probability is as high as this one; what lies over it may be lower still. */
    static float least(float probability) {
        return (float) Math.log(probability / (1.0 - probability)) - SLACK;
    }
}
