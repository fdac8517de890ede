package dev.spotter.ensemble;

import java.util.Arrays;

/** The share of the members that are for a label. */
final class VoteCombiner implements Combiner {
    @Override
    public void combine(float[][] said, boolean[] heard, float[] verdict) {
        Arrays.fill(verdict, 0);
        int count = 0;
        for (int member = 0; member < said.length; member++) {
            if (heard[member]) {
                count++;
                verdict[Combiner.top(said[member])]++;
            }
        }
        for (int label = 0; label < verdict.length; label++) {
            verdict[label] /= count;
        }
    }
}
