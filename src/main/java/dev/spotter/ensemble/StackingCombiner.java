package dev.spotter.ensemble;

import dev.spotter.model.Softmax;

/** A multinomial logistic regression over the members' log probabilities. */
final class StackingCombiner implements Combiner {
    private final MemberLogs logs;
    private final float[][] weights;
    private final float[] bias;
    private final float[] logits;

    StackingCombiner(Combination.Stacking stacking, int members, int labels) {
        logs = new MemberLogs(members, labels);
        weights = new float[members * labels][labels];
        bias = new float[labels];
        logits = new float[labels];
        for (int label = 0; label < labels; label++) {
            bias[label] = stacking.bias().get(label).floatValue();
            for (int row = 0; row < weights.length; row++) {
                weights[row][label] = stacking.weights().get(row).get(label).floatValue();
            }
        }
    }

    @Override
    public void combine(float[][] said, boolean[] heard, float[] verdict) {
        float[] inputs = logs.of(said, heard);
        System.arraycopy(bias, 0, logits, 0, logits.length);
        for (int row = 0; row < inputs.length; row++) {
            for (int label = 0; label < logits.length; label++) {
                logits[label] += inputs[row] * weights[row][label];
            }
        }
        Softmax.ofLogits(logits, 1, verdict);
    }
}
