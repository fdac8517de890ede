package dev.spotter.pipeline;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import java.util.List;

/**
 * The way into a pipeline: checks each sample, bridges what is missing for a moment, sees it relative to the reference
 * where the windows have one, and says where windows end. Until a reference is taken its samples are held back. One
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
    private final Reference reference;
    private final float[] related;

    // valid since the last gap
    private boolean begun;
    private long lastGoodNanos;

    /**
     * @param feed takes samples of so many channels, or of those of the reference
     * @param channels values a sample
     * @param reference what samples are seen relative to, {@code null} for nothing
     */
    SampleIntake(
            SampleCheck check,
            List<StageConfiguration.Window> windows,
            SampleFeed feed,
            int channels,
            Reference reference) {
        this.check = check;
        lastGood = new float[channels];
        this.reference = reference;
        related = new float[reference == null ? 0 : reference.channels().size()];
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
        if (reference == null) {
            feed.sample(timeNanos, lastGood, due(timeNanos));
        } else {
            relate(timeNanos);
        }
    }

    private void relate(long timeNanos) {
        reference.see(timeNanos, lastGood);
        if (reference.outlived(timeNanos)) {
            forget(timeNanos);
        }
        if (reference.state() == ReferenceState.TAKEN) {
            reference.relate(lastGood, related);
            feed.sample(timeNanos, related, due(timeNanos));
        } else if (reference.take(timeNanos, lastGood)) {
            for (int i = 0; i < reference.samples(); i++) {
                reference.held(i, related);
                feed.sample(reference.heldNanos(i), related, 0);
            }
        }
    }

    /** A bit for each window that ends at this sample. */
    private int due(long timeNanos) {
        int due = 0;
        for (int window = 0; window < clocks.length; window++) {
            if (clocks[window].due(timeNanos)) {
                due |= 1 << window;
            }
        }
        return due;
    }

    /** What is related to another reference does not continue what came before. */
    private void forget(long timeNanos) {
        reference.forget();
        resetClocks();
        feed.gap(timeNanos, timeNanos);
    }

    /** Another recording may be another wearer's. */
    @Override
    public void recording(Recording recording) {
        if (reference == null) {
            return;
        }
        reference.gap();
        if (reference.state() == ReferenceState.TAKEN) {
            forget(lastGoodNanos);
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        reset();
        if (reference != null) {
            reference.gap();
        }
        feed.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        reset();
        if (reference != null) {
            reference.gap();
            reference.forget();
        }
        check.end();
        feed.end();
    }

    private void reset() {
        begun = false;
        resetClocks();
    }

    private void resetClocks() {
        for (StepClock clock : clocks) {
            clock.reset();
        }
    }
}
