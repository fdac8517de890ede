package dev.spotter.ensemble;

import java.util.List;
import java.util.Optional;

/** How the members' calibrated probabilities become one verdict. */
public sealed interface Combination {
    /** The word in {@code ensemble.yaml}. */
    String word();

    /** The mean of the probabilities (Breiman 1996, Bagging Predictors, section 4.1, on class probabilities). */
    record Mean() implements Combination {
        @Override
        public String word() {
            return "mean";
        }
    }

    /** The share of the members whose most probable label it is (Breiman 1996, section 1). */
    record Vote() implements Combination {
        @Override
        public String word() {
            return "vote";
        }
    }

    /**
     * Weighted votes in sequence (Zhu, Zou, Rosset, Hastie 2009, Multi-class AdaBoost, algorithm 2, SAMME): the softmax
     * of the labels' sums of alphas. The rest of the members does not run where it cannot change the most probable
     * label; the probabilities are those of the votes so far, and calibrated as such.
     *
     * @param alphas one a member, in their order, each over 0
     */
    record Boosting(List<Double> alphas) implements Combination {
        public Boosting {
            alphas = List.copyOf(alphas);
            for (double alpha : alphas) {
                if (!(alpha > 0 && alpha <= 100)) {
                    throw new IllegalArgumentException("an alpha is %s, allowed is over 0 to 100".formatted(alpha));
                }
            }
        }

        @Override
        public String word() {
            return "boosting";
        }
    }

    /**
     * A multinomial logistic regression over the members' log probabilities (Wolpert 1992, Stacked Generalization; Ting
     * and Witten 1999, on probabilities). For a member that is missing stands the mean of those that are there.
     *
     * @param weights a row for each label of each member (member by member), a column for each label
     * @param bias one a label
     */
    record Stacking(List<List<Double>> weights, List<Double> bias) implements Combination {
        /** Smaller probabilities count as this, so that a quantized zero decides nothing alone. */
        public static final double LEAST_PROBABILITY = 1e-4;

        public Stacking {
            weights = weights.stream().map(List::copyOf).toList();
            bias = List.copyOf(bias);
        }

        @Override
        public String word() {
            return "stacking";
        }
    }

    /**
     * As {@link Stacking}, by a model: a package whose input is one sample with a channel {@code MEMBER.LABEL} for each
     * label of each member, the log probability.
     *
     * @param model its name in the store
     * @param version the version that was measured, empty where any will do
     */
    record StackingModel(String model, Optional<String> version) implements Combination {
        @Override
        public String word() {
            return "stacking";
        }
    }

    /**
     * The first member alone where it is sure, else the mean of all; the others run only then (Viola and Jones 2001, for
     * the idea).
     *
     * @param confidence its least top probability for that, over 0 and under 1
     */
    record Cascade(double confidence) implements Combination {
        public Cascade {
            if (!(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException(
                        "confidence is %s, allowed is over 0 and under 1".formatted(confidence));
            }
        }

        @Override
        public String word() {
            return "cascade";
        }
    }

    /** Whether the members run one after another, because what the first ones say may spare the others. */
    default boolean sequential() {
        return this instanceof Boosting || this instanceof Cascade;
    }
}
