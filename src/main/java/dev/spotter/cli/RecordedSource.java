package dev.spotter.cli;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingSession;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.Resampler;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.capture.simulator.TruthLabels;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One source that is being recorded, on a thread of its own. */
final class RecordedSource implements ImuListener {
    private final ImuSource source;
    private final RecordingSession session;
    private final long longestNanos;
    private final Thread thread;
    private volatile Exception failure;
    private long firstNanos = Long.MIN_VALUE;

    /**
     * @param labelled whether the description stands, whatever the source knows
     * @param longest how long at most, or {@code null}
     */
    RecordedSource(
            RecordingWriter writer,
            ImuSource source,
            RecordingDescription description,
            boolean labelled,
            Duration longest) {
        this.source = source;
        session = new RecordingSession(writer, source, description, labelled);
        longestNanos = longest == null ? Long.MAX_VALUE : longest.toNanos();
        thread = Thread.ofPlatform().name("record-" + source.name()).unstarted(this::run);
        if (source instanceof SimulatedSource simulated && !labelled) {
            simulated.truthTo(new TruthLabels(session, simulated.configuration()));
        }
    }

    void start() {
        thread.start();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** Ends the recording; what has come so far is kept. */
    void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (session) {
            source.run(this);
        } catch (InterruptedException e) {
            // asked to stop, or long enough: the session is closed, so that nothing is lost
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void recording(Recording recording) {
        session.recording(recording);
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (firstNanos == Long.MIN_VALUE) {
            firstNanos = timeNanos;
        }
        if (timeNanos - firstNanos < longestNanos) {
            session.sample(timeNanos, values);
        } else {
            // the source looks at it before its next sample
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        session.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        session.end();
    }

    String name() {
        return source.name();
    }

    int recordings() {
        return session.recordings();
    }

    double seconds() {
        return session.samples() / (double) Resampler.RATE_HZ;
    }

    Map<String, String> problems() {
        return source.problems();
    }

    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }
}
