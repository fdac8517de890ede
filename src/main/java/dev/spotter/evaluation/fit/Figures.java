package dev.spotter.evaluation.fit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good verdicts are, each person weighing the same.
 *
 * @param verdicts how many there are
 * @param accuracy right verdicts over all: the mean over people
 * @param macroF1 the mean of 2 tp / (2 tp + fp + fn) over the labels that occur in truth
 * @param setAccuracy right recordings over all, the mean over people; a recording is taken for the label with the largest
 *     sum of probabilities, and what is true of it is what is true at most of its instants
 * @param ece expected calibration error (Guo et al. 2017, eq. 3), {@value #BINS} equal bins of the top confidence
 * @param loss mean of -log of the probability of the truth, floored at {@link TemperatureFit#FLOOR}
 * @param classes for each label how it fares
 * @param bins the reliability, bin by bin
 */
record Figures(
        int verdicts,
        double accuracy,
        double macroF1,
        double setAccuracy,
        double ece,
        double loss,
        ClassFigures[] classes,
        Bin[] bins) {
    static final int BINS = 15;

    /**
     * How one label fares, by weighted verdicts; NaN where there is no case.
     *
     * @param verdicts how often it is true
     */
    record ClassFigures(int verdicts, double precision, double recall, double f1) {}

    /**
     * One bin of the top confidence.
     *
     * @param share of all verdicts
     * @param confidence mean
     * @param accuracy mean
     */
    record Bin(double share, double confidence, double accuracy) {}

    static Figures of(Judged judged) {
        int labels = judged.labels();
        double[][] confusion = new double[labels][labels];
        int[] occurs = new int[labels];
        double[] inBin = new double[BINS];
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        double weights = 0;
        double accuracy = 0;
        double loss = 0;
        for (int i = 0; i < judged.size(); i++) {
            int truth = judged.truth()[i];
            int top = judged.top(i);
            float[] row = judged.probabilities()[i];
            double weight = judged.weights()[i];
            int bin = Math.clamp((int) (row[top] * BINS), 0, BINS - 1);
            occurs[truth]++;
            confusion[truth][top] += weight;
            weights += weight;
            accuracy += top == truth ? weight : 0;
            loss -= weight * Math.log(Math.max(row[truth], TemperatureFit.FLOOR));
            inBin[bin] += weight;
            confidence[bin] += weight * row[top];
            right[bin] += top == truth ? weight : 0;
        }
        ClassFigures[] classes = new ClassFigures[labels];
        double f1 = 0;
        int classesThatOccur = 0;
        for (int label = 0; label < labels; label++) {
            classes[label] = classFigures(confusion, label, occurs[label]);
            if (occurs[label] > 0) {
                f1 += classes[label].f1();
                classesThatOccur++;
            }
        }
        double ece = 0;
        Bin[] bins = new Bin[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            ece += Math.abs(right[bin] - confidence[bin]) / weights;
            bins[bin] = new Bin(inBin[bin] / weights, confidence[bin] / inBin[bin], right[bin] / inBin[bin]);
        }
        return new Figures(
                judged.size(),
                accuracy / weights,
                f1 / classesThatOccur,
                setAccuracy(judged),
                ece,
                loss / weights,
                classes,
                bins);
    }

    private static ClassFigures classFigures(double[][] confusion, int label, int occurs) {
        double said = 0;
        double occurring = 0;
        for (int other = 0; other < confusion.length; other++) {
            said += confusion[other][label];
            occurring += confusion[label][other];
        }
        double hit = confusion[label][label];
        return new ClassFigures(occurs, hit / said, hit / occurring, 2 * hit / (said + occurring));
    }

    private static double setAccuracy(Judged judged) {
        Map<Integer, double[][]> sums = new LinkedHashMap<>();
        for (int i = 0; i < judged.size(); i++) {
            double[][] sum = sums.computeIfAbsent(judged.recording()[i], _ -> new double[2][judged.labels()]);
            sum[0][judged.truth()[i]]++;
            for (int label = 0; label < judged.labels(); label++) {
                sum[1][label] += judged.probabilities()[i][label];
            }
        }
        Map<String, int[]> people = new LinkedHashMap<>();
        sums.forEach((recording, sum) -> {
            int[] counts =
                    people.computeIfAbsent(judged.recordings().get(recording).subject(), _ -> new int[2]);
            counts[0] += top(sum[0]) == top(sum[1]) ? 1 : 0;
            counts[1]++;
        });
        return people.values().stream()
                .mapToDouble(counts -> (double) counts[0] / counts[1])
                .average()
                .orElse(Double.NaN);
    }

    private static int top(double[] values) {
        int top = 0;
        for (int i = 1; i < values.length; i++) {
            top = values[i] > values[top] ? i : top;
        }
        return top;
    }
}
