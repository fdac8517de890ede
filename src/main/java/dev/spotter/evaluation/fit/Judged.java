package dev.spotter.evaluation.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts beside what was true: the material of calibrations and figures. Each person weighs the same, however long
 * they were recorded.
 *
 * @param labels how many labels there are
 * @param probabilities a row a verdict
 * @param truth for each verdict the index of the label that is true
 * @param recording for each verdict its recording
 * @param weights for each verdict; those of a person sum to verdicts / people
 * @param recordings the recordings that have verdicts
 */
record Judged(
        int labels, float[][] probabilities, int[] truth, int[] recording, double[] weights, List<Source> recordings) {
    /** A recording and its subject. */
    record Source(String name, String subject) {}

    int size() {
        return truth.length;
    }

    /** The verdicts on one person, who then weighs for all. */
    Judged of(String subject) {
        Builder theirs = new Builder(labels);
        int last = -1;
        for (int i = 0; i < size(); i++) {
            if (subject(i).equals(subject)) {
                if (recording[i] != last) {
                    theirs.recording(recordings.get(recording[i]).name(), subject);
                    last = recording[i];
                }
                theirs.add(probabilities[i], truth[i]);
            }
        }
        return theirs.build();
    }

    /** The most probable label of a verdict, the first of them where several are equal. */
    int top(int verdict) {
        return top(probabilities[verdict]);
    }

    static int top(float[] probabilities) {
        int top = 0;
        for (int label = 1; label < probabilities.length; label++) {
            if (probabilities[label] > probabilities[top]) {
                top = label;
            }
        }
        return top;
    }

    boolean right(int verdict) {
        return top(verdict) == truth[verdict];
    }

    String subject(int verdict) {
        return recordings.get(recording[verdict]).subject();
    }

    /** Gathers verdicts recording by recording. */
    static final class Builder {
        private final int labels;
        private final List<float[]> probabilities = new ArrayList<>();
        private final List<Integer> truth = new ArrayList<>();
        private final List<Integer> recording = new ArrayList<>();
        private final List<Source> recordings = new ArrayList<>();
        private Source next;

        Builder(int labels) {
            this.labels = labels;
        }

        void recording(String name, String subject) {
            next = new Source(name, subject);
        }

        void add(float[] row, int label) {
            if (next != null) {
                recordings.add(next);
                next = null;
            }
            probabilities.add(row);
            truth.add(label);
            recording.add(recordings.size() - 1);
        }

        Judged build() {
            int[] where = recording.stream().mapToInt(Integer::intValue).toArray();
            return new Judged(
                    labels,
                    probabilities.toArray(float[][]::new),
                    truth.stream().mapToInt(Integer::intValue).toArray(),
                    where,
                    weights(where),
                    List.copyOf(recordings));
        }

        private double[] weights(int[] where) {
            Map<String, Integer> verdicts = new LinkedHashMap<>();
            Arrays.stream(where)
                    .forEach(one -> verdicts.merge(recordings.get(one).subject(), 1, Integer::sum));
            return Arrays.stream(where)
                    .mapToDouble(one -> (double) where.length
                            / verdicts.size()
                            / verdicts.get(recordings.get(one).subject()))
                    .toArray();
        }
    }
}
