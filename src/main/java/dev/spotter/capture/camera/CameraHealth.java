package dev.spotter.capture.camera;

import dev.spotter.capture.FrameStatistics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a camera has given, and what is wrong with it. Any thread. */
final class CameraHealth {
    private static final Logger LOG = System.getLogger(CameraHealth.class.getName());
    private static final double NANOS_PER_SECOND = 1e9;

    private final String title;
    private final long patienceNanos;
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong still = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private volatile Map<String, String> trouble = Map.of();
    private volatile boolean waiting;
    private volatile long frameNanos;

    /**
     * @param title the camera, for people
     * @param patience time without a frame after which something is wrong
     */
    CameraHealth(String title, Duration patience) {
        this.title = title;
        this.patienceNanos = patience.toNanos();
    }

    /** The camera is waited for from now on. */
    void begun() {
        frameNanos = System.nanoTime();
        waiting = true;
    }

    /** It is not waited for any more. What was wrong stays told. */
    void ended() {
        waiting = false;
    }

    /** A frame came: nothing is wrong. Returns its number. */
    long framed(long timeNanos) {
        frameNanos = timeNanos;
        if (!trouble.isEmpty()) {
            trouble = Map.of();
        }
        return frames.getAndIncrement();
    }

    void dropped() {
        dropped.incrementAndGet();
    }

    void still() {
        still.incrementAndGet();
    }

    void restarted() {
        restarts.incrementAndGet();
    }

    /** Something is wrong until the next frame. Logged once, however often it is tried again. */
    void troubled(String code, String sentence) {
        if (!trouble.containsKey(code)) {
            LOG.log(Level.WARNING, sentence);
        }
        trouble = Map.of(code, sentence);
    }

    Map<String, String> problems() {
        Map<String, String> now = trouble;
        long silentNanos = System.nanoTime() - frameNanos;
        if (!now.isEmpty() || !waiting || silentNanos <= patienceNanos) {
            return now;
        }
        return Map.of(
                "camera-stalled",
                "%s: no frame came for %.0f s; ffmpeg is still trying"
                        .formatted(title, silentNanos / NANOS_PER_SECOND));
    }

    FrameStatistics statistics() {
        return new FrameStatistics(frames.get(), dropped.get(), still.get(), restarts.get());
    }
}
