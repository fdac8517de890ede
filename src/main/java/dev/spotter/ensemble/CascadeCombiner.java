package dev.spotter.ensemble;

/** The first member where it is sure, else the mean of all that were heard. */
final class CascadeCombiner implements Combiner {
    private final Combiner mean = new MeanCombiner();
    private final double confidence;

    CascadeCombiner(double confidence) {
        this.confidence = confidence;
    }

    @Override
    public void combine(float[][] said, boolean[] heard, float[] verdict) {
        if (decided(said, heard, 1)) {
            System.arraycopy(said[0], 0, verdict, 0, verdict.length);
        } else {
            mean.combine(said, heard, verdict);
        }
    }

    @Override
    public boolean decided(float[][] said, boolean[] heard, int next) {
        return next >= 1 && heard[0] && said[0][Combiner.top(said[0])] >= confidence;
    }
}
