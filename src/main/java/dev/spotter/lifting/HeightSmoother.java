package dev.spotter.lifting;

/**
 * The bar's height and vertical velocity over a stretch of motion, each instant seen from before and after it: the
 * fixed-interval smoother of H. E. Rauch, F. Tung and C. T. Striebel, "Maximum likelihood estimates of linear dynamic
 * systems", AIAA Journal 3(8), 1965, over a {@link HeightFilter}. Across a gap nothing is carried: what lies between
 * two gaps is smoothed on its own. Nothing is allocated after construction.
 */
final class HeightSmoother {
    private static final double H = MotionHistory.STEP_SECONDS;

    private final HeightFilter filter;
    /** A row a step: predicted height, velocity, error and their covariance, packed, then the covariance after it. */
    private final double[] predicted;

    private final double[] covariance;
    private final double[] state;
    private final double[] scratch = new double[3];
    private final int capacity;

    // valid until the next smooth
    private long from;
    private long to;

    /**
     * A smoother.
     *
     * @param capacity the most steps that it can smooth
     * @param reachMetres the bar is within this of its mean height, as known after a second
     */
    HeightSmoother(int capacity, double reachMetres) {
        filter = new HeightFilter(reachMetres);
        this.capacity = capacity;
        predicted = new double[capacity * 9];
        covariance = new double[capacity * 6];
        state = new double[capacity * 3];
    }

    /** Smooths the steps {@code from} (included) to {@code to} (excluded). */
    void smooth(MotionHistory history, long from, long to) {
        smooth(history, from, to, to, to, to);
    }

    /**
     * Smooths steps in two stretches of which the bar is known to stand, besides those that the history knows.
     *
     * @param from first step
     * @param to the step after the last
     * @param standFrom from here to {@code standTo} the bar stands
     * @param standTo the step after that
     * @param stillFrom from here to the end the bar stands
     */
    void smooth(MotionHistory history, long from, long to, long standFrom, long standTo, long stillFrom) {
        if (to - from > capacity) {
            throw new IllegalArgumentException(
                    "at most %d steps can be smoothed, not %d".formatted(capacity, to - from));
        }
        this.from = from;
        this.to = to;
        long start = from;
        for (long step = from + 1; step <= to; step++) {
            if (step == to || history.afterGap(step)) {
                forward(history, start, step, standFrom, standTo, stillFrom);
                backward((int) (start - from), (int) (step - from));
                start = step;
            }
        }
    }

    private void forward(MotionHistory history, long start, long end, long standFrom, long standTo, long stillFrom) {
        filter.reset();
        for (long step = start; step < end; step++) {
            int i = (int) (step - from);
            if (step > start) {
                filter.predict(history.acceleration(step));
            }
            int row = i * 9;
            predicted[row] = filter.height;
            predicted[row + 1] = filter.velocity;
            predicted[row + 2] = filter.error;
            keepCovariance(predicted, row + 3);
            filter.withinReach();
            if (history.stands(step) || step >= stillFrom || step >= standFrom && step < standTo) {
                filter.standing();
            }
            state[i * 3] = filter.height;
            state[i * 3 + 1] = filter.velocity;
            state[i * 3 + 2] = filter.error;
            keepCovariance(covariance, i * 6);
        }
    }

    private void keepCovariance(double[] rows, int at) {
        rows[at] = filter.p00;
        rows[at + 1] = filter.p01;
        rows[at + 2] = filter.p02;
        rows[at + 3] = filter.p11;
        rows[at + 4] = filter.p12;
        rows[at + 5] = filter.p22;
    }

    /** x(i) += P(i) F' P'(i+1)^-1 (x(i+1) - x'(i+1)), where ' marks what was predicted. */
    private void backward(int start, int end) {
        for (int i = end - 2; i >= start; i--) {
            int next = (i + 1) * 9;
            double b0 = state[(i + 1) * 3] - predicted[next];
            double b1 = state[(i + 1) * 3 + 1] - predicted[next + 1];
            double b2 = state[(i + 1) * 3 + 2] - predicted[next + 2];
            solve(next + 3, b0, b1, b2);
            double y0 = scratch[0];
            double y1 = scratch[1] + H * y0;
            double y2 = scratch[2] - H * scratch[1] - H * H / 2 * y0;
            int p = i * 6;
            state[i * 3] += covariance[p] * y0 + covariance[p + 1] * y1 + covariance[p + 2] * y2;
            state[i * 3 + 1] += covariance[p + 1] * y0 + covariance[p + 3] * y1 + covariance[p + 4] * y2;
            state[i * 3 + 2] += covariance[p + 2] * y0 + covariance[p + 4] * y1 + covariance[p + 5] * y2;
        }
    }

    /** Solves P y = b for a symmetric positive P of three rows by L D L'. */
    private void solve(int at, double b0, double b1, double b2) {
        double p00 = predicted[at];
        double p01 = predicted[at + 1];
        double p02 = predicted[at + 2];
        double l10 = p01 / p00;
        double l20 = p02 / p00;
        double d1 = predicted[at + 3] - l10 * p01;
        double c = predicted[at + 4] - l10 * p02;
        double l21 = c / d1;
        double d2 = predicted[at + 5] - l20 * p02 - l21 * c;
        double z1 = b1 - l10 * b0;
        double z2 = b2 - l20 * b0 - l21 * z1;
        double y2 = z2 / d2;
        double y1 = z1 / d1 - l21 * y2;
        scratch[0] = b0 / p00 - l10 * y1 - l20 * y2;
        scratch[1] = y1;
        scratch[2] = y2;
    }

    /** The first step that was smoothed. */
    long from() {
        return from;
    }

    /** The step after the last that was smoothed. */
    long to() {
        return to;
    }

    /** The bar's height over its mean, in m; comparable only between two gaps. */
    double height(long step) {
        return state[(int) (step - from) * 3];
    }

    /** The bar's upward velocity in m/s. */
    double velocity(long step) {
        return state[(int) (step - from) * 3 + 1];
    }
}
