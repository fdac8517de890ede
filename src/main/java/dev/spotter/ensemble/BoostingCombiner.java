package dev.spotter.ensemble;

import dev.spotter.model.Softmax;
import java.util.Arrays;
import java.util.List;

/**
 * Votes that weigh as much as the members' alphas. The softmax of the sums is that of the additive model of SAMME (Zhu
 * et al. 2009, section 3.1) up to a factor that the calibration finds.
 */
final class BoostingCombiner implements Combiner {
    private final float[] alphas;
    private final float[] sums;

    BoostingCombiner(List<Double> alphas, int labels) {
        this.alphas = new float[alphas.size()];
        for (int member = 0; member < this.alphas.length; member++) {
            this.alphas[member] = alphas.get(member).floatValue();
        }
        sums = new float[labels];
    }

    /**
     * The votes up to where the rest can change the most probable label no more, whoever else was heard: so that a verdict
     * is the same whether or not the rest was asked.
     */
    @Override
    public void combine(float[][] said, boolean[] heard, float[] verdict) {
        Arrays.fill(sums, 0);
        for (int member = 0; member < alphas.length; member++) {
            if (settled(member)) {
                break;
            }
            vote(said, heard, member);
        }
        Softmax.ofLogits(sums, 1, verdict);
    }

    @Override
    public boolean decided(float[][] said, boolean[] heard, int next) {
        Arrays.fill(sums, 0);
        for (int member = 0; member < next; member++) {
            vote(said, heard, member);
        }
        return settled(next);
    }

    private void vote(float[][] said, boolean[] heard, int member) {
        if (heard[member]) {
            sums[Combiner.top(said[member])] += alphas[member];
        }
    }

    /** Whether the lead is more than all that is still to come. */
    private boolean settled(int next) {
        float rest = 0;
        for (int member = next; member < alphas.length; member++) {
            rest += alphas[member];
        }
        int leader = Combiner.top(sums);
        float second = 0;
        for (int label = 0; label < sums.length; label++) {
            if (label != leader) {
                second = Math.max(second, sums[label]);
            }
        }
        return sums[leader] - second > rest;
    }
}
