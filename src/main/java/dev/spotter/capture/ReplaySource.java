package dev.spotter.capture;

import dev.spotter.observation.TimeBase;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replays the recordings of a folder one after another, in the order of their start, on one 50 Hz clock each.
 *
 * <p>At a pace, samples carry the machine's monotonic time from the start on (at speed 1 the time at which they are
 * due). At {@link Speed#MAX} they carry virtual time from 0, so that two replays are alike to the nanosecond.
 */
public final class ReplaySource implements ImuSource {
    private final String name;
    private final ReplayConfiguration configuration;
    private final Recordings recordings;
    private volatile TimeBase timeBase;

    /**
     * @throws CaptureException if there is nothing to replay
     */
    public ReplaySource(String name, ReplayConfiguration configuration) {
        this.name = Objects.requireNonNull(name, "name");
        this.configuration = configuration;
        this.recordings = Recordings.open(configuration.format(), configuration.path(), configuration.only());
        this.timeBase = TimeBase.now();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> channels() {
        return recordings.channels();
    }

    @Override
    public boolean paced() {
        return configuration.speed().paced();
    }

    @Override
    public TimeBase timeBase() {
        return timeBase;
    }

    @Override
    public Map<String, String> problems() {
        return recordings.problems();
    }

    @Override
    public void run(ImuListener listener) throws InterruptedException {
        boolean paced = paced();
        timeBase = TimeBase.now();
        long nextNanos = paced ? timeBase.anchorNanos() : 0;
        long lastNanos = Long.MIN_VALUE;
        Pace pace = new Pace(configuration.speed(), nextNanos);
        for (int i = 0; i < recordings.size(); i++) {
            Recording recording = recordings.read(i);
            if (recording == null) {
                continue;
            }
            Resampler resampler = new Resampler(recording);
            long zeroNanos = nextNanos - recording.firstNanos();
            if (lastNanos != Long.MIN_VALUE) {
                pace.await(nextNanos);
                listener.gap(lastNanos, nextNanos);
            }
            if (!paced) {
                timeBase = new TimeBase(zeroNanos, recording.start());
            }
            listener.recording(recording);
            long replayedNanos = replay(resampler, zeroNanos, pace, listener);
            if (replayedNanos != Long.MIN_VALUE) {
                lastNanos = replayedNanos;
                nextNanos = lastNanos + configuration.pause().toNanos();
            }
        }
        listener.end();
    }

    /** Returns the time of the last sample, or the least of all times where one sensor's gap leaves none. */
    private static long replay(Resampler resampler, long zeroNanos, Pace pace, ImuListener listener)
            throws InterruptedException {
        long lastNanos = Long.MIN_VALUE;
        while (resampler.next()) {
            long timeNanos = zeroNanos + resampler.nanos();
            pace.await(timeNanos);
            if (resampler.afterGap()) {
                listener.gap(lastNanos, timeNanos);
            }
            listener.sample(timeNanos, resampler.values());
            lastNanos = timeNanos;
        }
        return lastNanos;
    }
}
