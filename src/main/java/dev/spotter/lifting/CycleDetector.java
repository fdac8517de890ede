package dev.spotter.lifting;

/**
 * Finds the beginnings of the cycles of a signal that goes up and down once a repetition: where it rises over its own
 * recent mean by a margin, after it has been below it by as much. As mean and margin follow the signal, neither a drift
 * nor a lifter who moves less and less is lost.
 *
 * <p>x is the mean of the signal over the last {@value #SMOOTH_SECONDS} s, m and d are mean and deviation of x over the
 * last {@value #RECENT_SECONDS} s, the margin is {@value #MARGIN_SHARE} d, at least {@value #LEAST_MARGIN}. At the
 * beginning the first rise counts too. A beginning less than {@value #SHORTEST_SECONDS} s after the last one is none. To
 * be fed by one thread in order of time; allocates nothing once made.
 */
final class CycleDetector {
    static final double SMOOTH_SECONDS = 0.3;
    static final double RECENT_SECONDS = 3;
    static final double MARGIN_SHARE = 0.5;
    static final double LEAST_MARGIN = 0.25;
    static final double SHORTEST_SECONDS = 1.2;

    private final RecentMoments smooth = new RecentMoments(SMOOTH_SECONDS);
    private final RecentMoments recent = new RecentMoments(RECENT_SECONDS);

    // valid since the last gap
    private Side side = Side.UNKNOWN;
    private boolean begun;
    private long lastNanos;

    private enum Side {
        UNKNOWN,
        ABOVE,
        BELOW
    }

    /** Takes the signal at a time; whether a cycle begins there. */
    boolean accept(long timeNanos, double signal) {
        smooth.add(timeNanos, signal);
        double x = smooth.mean();
        recent.add(timeNanos, x);
        double margin = Math.max(MARGIN_SHARE * recent.deviation(), LEAST_MARGIN);
        if (side != Side.ABOVE && x > recent.mean() + margin) {
            boolean rises = side == Side.BELOW || !begun;
            side = Side.ABOVE;
            return rises && begins(timeNanos);
        }
        if (side != Side.BELOW && x < recent.mean() - margin) {
            side = Side.BELOW;
        }
        return false;
    }

    private boolean begins(long timeNanos) {
        if (begun && timeNanos - lastNanos < SHORTEST_SECONDS * 1e9) {
            return false;
        }
        begun = true;
        lastNanos = timeNanos;
        return true;
    }

    /** What comes next does not continue what came before. */
    void clear() {
        smooth.clear();
        recent.clear();
        side = Side.UNKNOWN;
        begun = false;
    }
}
