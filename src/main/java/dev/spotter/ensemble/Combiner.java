package dev.spotter.ensemble;

/**
 * Makes one verdict of what the members said at an instant. One thread at a time; allocates nothing.
 */
interface Combiner {
    /**
     * Combines.
     *
     * @param said calibrated probabilities, a row a member in the order of the ensemble's labels
     * @param heard which rows count; at least one
     * @param verdict one probability a label, adding up to 1, written by this call
     */
    void combine(float[][] said, boolean[] heard, float[] verdict);

    /**
     * Whether the members after this one may be spared.
     *
     * @param next the member that would come next; those before it have been asked
     */
    default boolean decided(float[][] said, boolean[] heard, int next) {
        return false;
    }

    /** Index of the largest, the first of them where several are equal. */
    static int top(float[] probabilities) {
        int top = 0;
        for (int label = 1; label < probabilities.length; label++) {
            if (probabilities[label] > probabilities[top]) {
                top = label;
            }
        }
        return top;
    }
}
