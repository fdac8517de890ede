package dev.spotter.lifting;

/**
 * The last minutes of motion in steps of a tenth of a second: samples of 50 Hz go in, five of them make a step, which
 * averages out the tremor of 8 to 12 Hz of a loaded arm. Steps are numbered from 0 and never renumbered; the newest
 * {@value #CAPACITY} are kept. Nothing is allocated after construction.
 */
final class MotionHistory {
    static final int CAPACITY = 2048;
    static final double STEP_SECONDS = 0.1;
    /** Neighbouring samples further apart than this leave a gap that nothing can be integrated over. */
    static final double GAP_SECONDS = 0.5;

    private static final int MASK = CAPACITY - 1;
    private static final int SAMPLES_PER_STEP = 5;
    private static final double NANOS = 1e9;

    private final GravityTracker gravity = new GravityTracker();
    private final long[] timeNanos = new long[CAPACITY];
    private final float[] acceleration = new float[CAPACITY];
    private final float[] angularRate = new float[CAPACITY];
    private final float[] turning = new float[CAPACITY];
    private final float[] upX = new float[CAPACITY];
    private final float[] upY = new float[CAPACITY];
    private final float[] upZ = new float[CAPACITY];
    private final boolean[] afterGap = new boolean[CAPACITY];
    private final boolean[] stands = new boolean[CAPACITY];

    // valid since the source began
    private long steps;
    private long newestNanos = Long.MIN_VALUE;
    private boolean gapPending = true;

    // valid for the step under way
    private int samples;
    private double accelerationSum;
    private double squareSum;
    private double turnX;
    private double turnY;
    private double turnZ;

    /**
     * Takes a sample; one that is not newer than the one before it is left out.
     *
     * @return whether a step was completed by it
     */
    boolean accept(long nanos, float[] sample) {
        if (newestNanos == Long.MIN_VALUE) {
            newestNanos = nanos;
            gravity.accept(sample, 0);
            return false;
        }
        double seconds = (nanos - newestNanos) / NANOS;
        if (seconds <= 0) {
            return false;
        }
        newestNanos = nanos;
        if (seconds > GAP_SECONDS) {
            gravity.gap();
            dropStepUnderWay();
            gapPending = true;
            gravity.accept(sample, 0);
            return false;
        }
        accelerationSum += gravity.accept(sample, seconds);
        squareSum += (double) sample[3] * sample[3] + (double) sample[4] * sample[4] + (double) sample[5] * sample[5];
        turnX += sample[3];
        turnY += sample[4];
        turnZ += sample[5];
        samples++;
        if (samples < SAMPLES_PER_STEP) {
            return false;
        }
        int at = (int) steps & MASK;
        timeNanos[at] = nanos;
        acceleration[at] = (float) (accelerationSum / samples);
        angularRate[at] = (float) Math.sqrt(squareSum / samples);
        turning[at] = (float) (Math.sqrt(turnX * turnX + turnY * turnY + turnZ * turnZ) / samples);
        upX[at] = (float) gravity.upX();
        upY[at] = (float) gravity.upY();
        upZ[at] = (float) gravity.upZ();
        afterGap[at] = gapPending;
        stands[at] = false;
        gapPending = false;
        steps++;
        dropStepUnderWay();
        return true;
    }

    private void dropStepUnderWay() {
        samples = 0;
        accelerationSum = 0;
        squareSum = 0;
        turnX = 0;
        turnY = 0;
        turnZ = 0;
    }

    /** Forgets everything; steps go on being numbered. */
    void reset() {
        gravity.reset();
        dropStepUnderWay();
        gapPending = true;
        newestNanos = Long.MIN_VALUE;
    }

    /** The number of the step that comes next. */
    long end() {
        return steps;
    }

    /** The oldest step that is still kept. */
    long oldest() {
        return Math.max(0, steps - CAPACITY);
    }

    /** Monotonic time of the newest sample, or {@link Long#MIN_VALUE} before the first. */
    long newestNanos() {
        return newestNanos;
    }

    /** The first step that ends at a time or later, or {@link #end()}. */
    long stepAt(long nanos) {
        long step = steps;
        while (step > oldest() && timeNanos[(int) (step - 1) & MASK] >= nanos) {
            step--;
        }
        return step;
    }

    /** Monotonic time of a step's last sample. */
    long timeNanos(long step) {
        return timeNanos[(int) step & MASK];
    }

    /** Mean upward acceleration in m/s². */
    float acceleration(long step) {
        return acceleration[(int) step & MASK];
    }

    /** Root mean square of the angular rate, degrees per second. */
    float angularRate(long step) {
        return angularRate[(int) step & MASK];
    }

    /** Magnitude of the mean angular rate, degrees per second: tremor cancels in it. */
    float turning(long step) {
        return turning[(int) step & MASK];
    }

    /** The upward direction in the sensor's axes at the end of a step: unit vector, x. */
    float upX(long step) {
        return upX[(int) step & MASK];
    }

    /** The same, y. */
    float upY(long step) {
        return upY[(int) step & MASK];
    }

    /** The same, z. */
    float upZ(long step) {
        return upZ[(int) step & MASK];
    }

    /** Whether samples are missing between a step and the one before it. */
    boolean afterGap(long step) {
        return afterGap[(int) step & MASK];
    }

    /** Whether the bar is known to have stood in a step. */
    boolean stands(long step) {
        return stands[(int) step & MASK];
    }

    /** It is known by now that the bar stood in a step. */
    void markStanding(long step) {
        stands[(int) step & MASK] = true;
    }
}
