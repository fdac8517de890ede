package dev.spotter.evaluation.fit;

import java.util.Arrays;

/**
 * Multinomial logistic regression over the log probabilities of members, drawn towards a prior: minimises the mean
 * negative log likelihood + strength / 2 times the squared distance of weights and bias from the prior (Hastie,
 * Tibshirani and Friedman 2009, The Elements of Statistical Learning, eq. 4.17 and 18.11; the stacking of Wolpert 1992).
 *
 * <p>The prior is the members' geometric mean (each label's weight 1 / members on the same label of each member), not
 * zero: with little data the meta-model then falls back to averaging instead of to knowing nothing. A label that is never
 * true in the data is left out of the likelihood, so that its column stays the prior's: nothing is learnt of it, and it
 * is not unlearnt either.
 */
final class MultinomialRegression {
    private final double[][] features;
    private final int[] truth;
    private final double[] weights;
    private final int[] present;
    private final int inputs;
    private final int labels;
    private final double[] prior;

    /**
     * @param features a row a unit, log probabilities: members x labels
     * @param truth the label of each unit
     * @param weights of the units
     * @param labels how many labels there are
     */
    MultinomialRegression(double[][] features, int[] truth, double[] weights, int labels) {
        this.features = features;
        this.truth = truth;
        double sum = Arrays.stream(weights).sum();
        this.weights = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        this.labels = labels;
        present = Arrays.stream(truth).distinct().sorted().toArray();
        inputs = features[0].length;
        int members = inputs / labels;
        prior = new double[labels * (inputs + 1)];
        for (int label = 0; label < labels; label++) {
            for (int member = 0; member < members; member++) {
                prior[label * (inputs + 1) + member * labels + label] = 1.0 / members;
            }
        }
    }

    /**
     * What was learnt.
     *
     * @param weights a row for each member x label, a column for each label
     * @param bias one for each label
     */
    record Coefficients(double[][] weights, double[] bias) {
        /** The logits for features. */
        double[] logits(double[] features) {
            double[] logits = bias.clone();
            for (int input = 0; input < features.length; input++) {
                for (int label = 0; label < logits.length; label++) {
                    logits[label] += weights[input][label] * features[input];
                }
            }
            return logits;
        }
    }

    /** Learns with a strength of the pull towards the prior, above 0. */
    Coefficients fit(double strength) {
        // variables are the columns of labels that are present, one after another, the bias last in each
        double[] start = new double[present.length * (inputs + 1)];
        for (int i = 0; i < present.length; i++) {
            System.arraycopy(prior, present[i] * (inputs + 1), start, i * (inputs + 1), inputs + 1);
        }
        double[] best = Newton.minimum(new Loss(start.clone(), strength), start);
        double[] all = prior.clone();
        for (int i = 0; i < present.length; i++) {
            System.arraycopy(best, i * (inputs + 1), all, present[i] * (inputs + 1), inputs + 1);
        }
        double[][] matrix = new double[inputs][labels];
        double[] bias = new double[labels];
        for (int label = 0; label < labels; label++) {
            for (int input = 0; input < inputs; input++) {
                matrix[input][label] = all[label * (inputs + 1) + input];
            }
            bias[label] = all[label * (inputs + 1) + inputs];
        }
        return new Coefficients(matrix, bias);
    }

    private final class Loss implements ConvexFunction {
        private final double[] centre;
        private final double strength;
        private final int[] column = new int[labels];
        private final double[] probabilities = new double[present.length];

        Loss(double[] centre, double strength) {
            this.centre = centre;
            this.strength = strength;
            for (int i = 0; i < present.length; i++) {
                column[present[i]] = i;
            }
        }

        @Override
        public double value(double[] point) {
            double loss = 0;
            for (int unit = 0; unit < truth.length; unit++) {
                loss -= weights[unit] * logSoftmax(point, unit)[column[truth[unit]]];
            }
            double distance = 0;
            for (int i = 0; i < point.length; i++) {
                distance += (point[i] - centre[i]) * (point[i] - centre[i]);
            }
            return loss + strength / 2 * distance;
        }

        @Override
        public void derivatives(double[] point, double[] gradient, double[][] hessian) {
            int block = inputs + 1;
            for (int i = 0; i < point.length; i++) {
                gradient[i] = strength * (point[i] - centre[i]);
                Arrays.fill(hessian[i], 0);
                hessian[i][i] = strength;
            }
            double[] row = new double[block];
            row[inputs] = 1;
            for (int unit = 0; unit < truth.length; unit++) {
                System.arraycopy(features[unit], 0, row, 0, inputs);
                double[] log = logSoftmax(point, unit);
                for (int a = 0; a < present.length; a++) {
                    double ofA = Math.exp(log[a]);
                    double error = weights[unit] * (ofA - (column[truth[unit]] == a ? 1 : 0));
                    for (int i = 0; i < block; i++) {
                        gradient[a * block + i] += error * row[i];
                    }
                    for (int b = 0; b <= a; b++) {
                        double curvature = weights[unit] * ofA * ((a == b ? 1 : 0) - Math.exp(log[b]));
                        if (Math.abs(curvature) > 1e-15) {
                            addOuter(hessian, a * block, b * block, curvature, row);
                        }
                    }
                }
            }
            for (int i = 0; i < point.length; i++) {
                for (int j = 0; j < i; j++) {
                    hessian[j][i] = hessian[i][j];
                }
            }
        }

        private static void addOuter(double[][] matrix, int top, int left, double factor, double[] row) {
            for (int i = 0; i < row.length; i++) {
                double scaled = factor * row[i];
                double[] target = matrix[top + i];
                for (int j = 0; j < row.length; j++) {
                    target[left + j] += scaled * row[j];
                }
            }
        }

        private double[] logSoftmax(double[] point, int unit) {
            double[] row = features[unit];
            double most = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < present.length; a++) {
                int at = a * (inputs + 1);
                double logit = point[at + inputs];
                for (int input = 0; input < inputs; input++) {
                    logit += point[at + input] * row[input];
                }
                probabilities[a] = logit;
                most = Math.max(most, logit);
            }
            double sum = 0;
            for (int a = 0; a < present.length; a++) {
                sum += Math.exp(probabilities[a] - most);
            }
            double log = most + Math.log(sum);
            for (int a = 0; a < present.length; a++) {
                probabilities[a] -= log;
            }
            return probabilities;
        }
    }
}
