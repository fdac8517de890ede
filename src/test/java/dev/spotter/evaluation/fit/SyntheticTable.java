package dev.spotter.evaluation.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Outputs of members whose merits are known, for people made of random numbers. */
final class SyntheticTable {
    private static final long STEP_NANOS = 200_000_000L;

    private final Random random;
    private final List<String> labels;
    private final List<String> members;
    private final List<RecordingOutputs> recordings = new ArrayList<>();

    SyntheticTable(long seed, List<String> labels, List<String> members) {
        random = new Random(seed);
        this.labels = labels;
        this.members = members;
    }

    /** How sure and how right a member is about an instant. */
    @FunctionalInterface
    interface Voice {
        /** Logits, of which the softmax is said. */
        double[] logits(int member, int truth, Random random);
    }

    /** A recording a label, each of so many verdicts. */
    SyntheticTable person(String subject, int verdicts, Voice voice) {
        for (int label = 0; label < labels.size(); label++) {
            recording(subject, label, verdicts, voice);
        }
        return this;
    }

    SyntheticTable recording(String subject, int label, int verdicts, Voice voice) {
        long[] times = new long[verdicts];
        int[] truth = new int[verdicts];
        float[][][] said = new float[verdicts][members.size()][];
        for (int i = 0; i < verdicts; i++) {
            times[i] = i * STEP_NANOS;
            truth[i] = label;
            for (int member = 0; member < members.size(); member++) {
                said[i][member] = softmax(voice.logits(member, label, random));
            }
        }
        recordings.add(RecordingOutputs.of(
                subject + "-" + recordings.size(), subject, times, truth, said, members.size(), labels.size()));
        return this;
    }

    OutOfFoldTable table() {
        return new OutOfFoldTable(labels, members, recordings);
    }

    /** Logits of noise, with so much on top of the truth. */
    static double[] noisy(int labels, int truth, double merit, Random random) {
        double[] logits = new double[labels];
        for (int label = 0; label < labels; label++) {
            logits[label] = random.nextGaussian() + (label == truth ? merit : 0);
        }
        return logits;
    }

    static float[] softmax(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        float[] p = new float[logits.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return p;
    }
}
