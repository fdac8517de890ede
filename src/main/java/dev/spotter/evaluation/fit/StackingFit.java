package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Combination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Learns the meta-model of stacking; the strength of its pull is chosen on people that it was not learnt from. */
final class StackingFit {
    /** From nearly free to nearly the members' geometric mean. */
    static final List<Double> STRENGTHS = List.of(0.001, 0.01, 0.1, 1.0, 10.0);

    /** Neighbouring verdicts see nearly the same window; of more, every n-th of each person is learnt from. */
    static final int MOST_UNITS = 3_000;

    private StackingFit() {}

    /** The strength with the least mean loss over people left out; the strongest where there is only one person. */
    static double strength(OutOfFoldTable table, List<Double> strengths) {
        List<Double> weakFirst = strengths.stream().sorted().toList();
        List<Set<String>> groups = People.groups(table.subjects());
        if (groups.isEmpty()) {
            return weakFirst.getLast();
        }
        double[] losses = new double[weakFirst.size()];
        for (Set<String> group : groups) {
            MultinomialRegression regression = regression(table.without(group));
            Units unseen = Units.of(table.of(group), Integer.MAX_VALUE);
            for (int i = 0; i < losses.length; i++) {
                losses[i] += loss(regression.fit(weakFirst.get(i)), unseen) * group.size();
            }
        }
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return weakFirst.get(best);
    }

    /** Learns the weights with a strength. */
    static Combination.Stacking fit(OutOfFoldTable table, double strength) {
        MultinomialRegression.Coefficients learnt = regression(table).fit(strength);
        return new Combination.Stacking(
                Arrays.stream(learnt.weights()).map(StackingFit::list).toList(), list(learnt.bias()));
    }

    private static MultinomialRegression regression(OutOfFoldTable table) {
        Units units = Units.of(table, MOST_UNITS);
        return new MultinomialRegression(
                units.features, units.truth, units.weights, table.labels().size());
    }

    private static double loss(MultinomialRegression.Coefficients learnt, Units units) {
        double loss = 0;
        double weights = 0;
        for (int unit = 0; unit < units.truth.length; unit++) {
            double[] logits = learnt.logits(units.features[unit]);
            double most = Arrays.stream(logits).max().orElseThrow();
            double sum =
                    Arrays.stream(logits).map(logit -> Math.exp(logit - most)).sum();
            loss += units.weights[unit] * (most + Math.log(sum) - logits[units.truth[unit]]);
            weights += units.weights[unit];
        }
        return loss / weights;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** The log probabilities of all members in a row, as the run time takes them. */
    private record Units(double[][] features, int[] truth, double[] weights) {
        static Units of(OutOfFoldTable table, int most) {
            int all = Arrays.stream(table.unitsOfLabels()).sum();
            int every = Math.max(1, (int) Math.ceil((double) all / most));
            int members = table.members().size();
            int labels = table.labels().size();
            List<double[]> features = new ArrayList<>();
            Judged.Builder kept = new Judged.Builder(labels);
            for (RecordingOutputs recording : table.recordings()) {
                kept.recording(recording.name(), recording.subject());
                int seen = 0;
                for (int instant = 0; instant < recording.instants(); instant++) {
                    if (!recording.complete(instant) || seen++ % every != 0) {
                        continue;
                    }
                    double[] row = new double[members * labels];
                    for (int member = 0; member < members; member++) {
                        float[] said = recording.said(instant, member);
                        for (int label = 0; label < labels; label++) {
                            row[member * labels + label] =
                                    Math.log(Math.max(said[label], Combination.Stacking.LEAST_PROBABILITY));
                        }
                    }
                    features.add(row);
                    kept.add(recording.said(instant, 0), recording.truth()[instant]);
                }
            }
            Judged judged = kept.build();
            return new Units(features.toArray(double[][]::new), judged.truth(), judged.weights());
        }
    }
}
