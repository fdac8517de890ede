package dev.spotter.pipeline;

import dev.spotter.capture.ImuListener;
import java.util.List;

/**
 * The way into a pipeline: checks each sample, bridges what is missing for a moment, and says where windows end. One
 * thread; allocates nothing.
 */
final class SampleIntake implements ImuListener {
    /** How long the last good sample stands in for bad ones; after that there is a gap. */
    static final long BRIDGED_NANOS = 250_000_000L;

    /** A hole in time that is a gap even where the source does not say so. */
    static final long GAP_NANOS = 1_000_000_000L;

    private final SampleCheck check;
    private final StepClock[] clocks;
    private final SampleFeed feed;
    private final float[] lastGood;

    // valid since the last gap
    private boolean begun;
    private long lastGoodNanos;

    /**
     * @param channels values a sample
     */
    SampleIntake(SampleCheck check, List<StageConfiguration.Window> windows, SampleFeed feed, int channels) {
        this.check = check;
        lastGood = new float[channels];
        this.clocks = windows.stream().map(StepClock::new).toArray(StepClock[]::new);
        this.feed = feed;
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (begun && timeNanos - lastGoodNanos > GAP_NANOS) {
            gap(lastGoodNanos, timeNanos);
        }
        if (check.usable(timeNanos, values)) {
            System.arraycopy(values, 0, lastGood, 0, lastGood.length);
            lastGoodNanos = timeNanos;
            begun = true;
        } else if (!begun || timeNanos <= lastGoodNanos) {
            return;
        } else if (timeNanos - lastGoodNanos > BRIDGED_NANOS) {
            gap(lastGoodNanos, timeNanos);
            return;
        }
        int due = 0;
        for (int window = 0; window < clocks.length; window++) {
            if (clocks[window].due(timeNanos)) {
                due |= 1 << window;
            }
        }
        feed.sample(timeNanos, lastGood, due);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        reset();
        feed.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        reset();
        check.end();
        feed.end();
    }

    private void reset() {
        begun = false;
        for (StepClock clock : clocks) {
            clock.reset();
        }
    }
}
