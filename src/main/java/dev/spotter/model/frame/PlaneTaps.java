package dev.spotter.model.frame;

/**
 * Where the rows (or columns) of a tensor lie among the rows (or columns) of a plane: for each one the nearer two, and how
 * much the second of them counts. For transforms that do not turn.
 */
final class PlaneTaps {
    /** What a weight of one is. */
    static final int ONE = 256;

    private final int[] firsts;
    private final int[] weights;

    // what they were set for
    private double start;
    private double step;
    private int size;

    // those of the tensor whose middles are within the plane
    private int from;
    private int to;
    private int base;

    /** @param count rows or columns of the tensor */
    PlaneTaps(int count) {
        firsts = new int[count];
        weights = new int[count];
    }

    /**
     * Sets all of them.
     *
     * @param start where the tensor begins, in samples of the plane
     * @param step from one to the next in the tensor, in samples of the plane, over 0
     * @param size samples of the plane
     */
    void set(double start, double step, int size) {
        if (start == this.start && step == this.step && size == this.size) {
            return;
        }
        this.start = start;
        this.step = step;
        this.size = size;
        from = firsts.length;
        to = 0;
        for (int i = 0; i < firsts.length; i++) {
            double middle = start + (i + 0.5) * step;
            if (middle >= 0 && middle < size) {
                from = Math.min(from, i);
                to = i + 1;
                double exact = Math.clamp(middle - 0.5, 0, size - 1);
                // the last sample is the second of its pair, so that there always is a second one
                int first = Math.max(Math.min((int) exact, size - 2), 0);
                if (i == from) {
                    base = first;
                }
                firsts[i] = first - base;
                weights[i] = (int) Math.round((exact - first) * ONE);
            }
        }
    }

    /** The first sample that is seen. */
    int base() {
        return base;
    }

    /** How many samples there are from the first that is seen to the last. */
    int span() {
        return Math.min(firsts[to - 1] + 2, size - base);
    }

    /** The first of the tensor that is within the plane. */
    int from() {
        return from;
    }

    /** Behind the last of the tensor that is within the plane; not over {@link #from} where none is. */
    int to() {
        return to;
    }

    /**
     * The first of the two samples, for each of the tensor, counted from {@link #base}. The second is the next, where the plane
     * has more than one.
     */
    int[] firsts() {
        return firsts;
    }

    /** How much the second sample counts, of {@link #ONE}, for each of the tensor. */
    int[] weights() {
        return weights;
    }
}
