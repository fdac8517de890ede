package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultinomialRegressionTest {
    @Test
    void at_the_optimum_the_gradient_of_the_documented_loss_is_zero() {
        Random random = new Random(3);
        int members = 2;
        int labels = 3;
        double[][] features = features(random, 300, members, labels);
        int[] truth = new int[300];
        double[] weights = new double[300];
        for (int i = 0; i < 300; i++) {
            truth[i] = random.nextInt(labels);
            weights[i] = 0.5 + random.nextDouble();
        }
        double strength = 0.05;
        MultinomialRegression.Coefficients best =
                new MultinomialRegression(features, truth, weights, labels).fit(strength);

        // the partial derivatives, worked out independently: sum of w (p - y) x + strength (theta - prior)
        double total = Arrays.stream(weights).sum();
        for (int label = 0; label < labels; label++) {
            for (int input = 0; input <= members * labels; input++) {
                double derivative = input == members * labels
                        ? strength * best.bias()[label]
                        : strength * (best.weights()[input][label] - (input % labels == label ? 0.5 : 0));
                for (int unit = 0; unit < 300; unit++) {
                    double x = input == members * labels ? 1 : features[unit][input];
                    double p = softmax(best.logits(features[unit]))[label];
                    derivative += weights[unit] / total * (p - (truth[unit] == label ? 1 : 0)) * x;
                }
                assertThat(derivative).isCloseTo(0, within(1e-6));
            }
        }
    }

    @Test
    void with_one_feature_and_hardly_any_pull_it_finds_the_odds_in_the_data() {
        // two labels, one member that says nothing: only the bias can learn, and learns that 3 of 4 are the second
        double log = Math.log(0.5);
        double[][] features = {{log, log}, {log, log}, {log, log}, {log, log}};
        MultinomialRegression.Coefficients best =
                new MultinomialRegression(features, new int[] {0, 1, 1, 1}, new double[] {1, 1, 1, 1}, 2).fit(1e-9);
        assertThat(softmax(best.logits(features[0]))[1]).isCloseTo(0.75, within(1e-6));
    }

    @Test
    void a_strong_pull_gives_the_geometric_mean() {
        Random random = new Random(4);
        double[][] features = features(random, 50, 2, 2);
        int[] truth = random.ints(50, 0, 2).toArray();
        double[] weights = new double[50];
        Arrays.fill(weights, 1);
        MultinomialRegression.Coefficients best = new MultinomialRegression(features, truth, weights, 2).fit(1e6);
        assertThat(best.weights()[0][0]).isCloseTo(0.5, within(1e-4));
        assertThat(best.weights()[1][0]).isCloseTo(0, within(1e-4));
        assertThat(best.weights()[3][1]).isCloseTo(0.5, within(1e-4));
    }

    @Test
    void of_a_label_that_never_occurs_nothing_is_learnt_and_nothing_is_unlearnt() {
        Random random = new Random(5);
        double[][] features = features(random, 80, 1, 3);
        int[] truth = random.ints(80, 0, 2).toArray();
        double[] weights = new double[80];
        Arrays.fill(weights, 1);
        MultinomialRegression.Coefficients best = new MultinomialRegression(features, truth, weights, 3).fit(1e-3);
        assertThat(best.bias()[2]).isZero();
        assertThat(best.weights()[2][2]).isEqualTo(1);
        assertThat(best.weights()[0][2]).isZero();
    }

    private static double[][] features(Random random, int units, int members, int labels) {
        double[][] features = new double[units][members * labels];
        for (double[] row : features) {
            for (int member = 0; member < members; member++) {
                double[] p = softmax(random.doubles(labels, -2, 2).toArray());
                for (int label = 0; label < labels; label++) {
                    row[member * labels + label] = Math.log(p[label]);
                }
            }
        }
        return features;
    }

    private static double[] softmax(double[] logits) {
        double[] p = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }
}
