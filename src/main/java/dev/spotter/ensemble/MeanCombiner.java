package dev.spotter.ensemble;

import java.util.Arrays;

/** The mean of the members' probabilities. */
final class MeanCombiner implements Combiner {
    @Override
    public void combine(float[][] said, boolean[] heard, float[] verdict) {
        Arrays.fill(verdict, 0);
        int count = 0;
        for (int member = 0; member < said.length; member++) {
            if (heard[member]) {
                count++;
                for (int label = 0; label < verdict.length; label++) {
                    verdict[label] += said[member][label];
                }
            }
        }
        for (int label = 0; label < verdict.length; label++) {
            verdict[label] /= count;
        }
    }
}
