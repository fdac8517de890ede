package dev.spotter.pipeline.snapshot;

import dev.spotter.model.picture.JpegWriter;
import dev.spotter.observation.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a camera sees now, as JPEG, at most twice a second however often it is asked for. Any thread. */
public final class Preview {
    private static final long LEAST_NANOS = 500_000_000;
    /** A camera that has been silent for longer has nothing to show: an old picture would be taken for a new one. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final LatestFrame camera;
    private final LongSupplier nanoTime;
    private byte[] shown;
    private long shownNanos;

    /** @param camera what it sees */
    public Preview(LatestFrame camera) {
        this(camera, System::nanoTime);
    }

    Preview(LatestFrame camera, LongSupplier nanoTime) {
        this.camera = camera;
        this.nanoTime = nanoTime;
    }

    /**
     * The picture, not older than half a second; empty where the camera gives none.
     *
     * @throws dev.spotter.model.ModelException {@code jpeg-library-missing}, {@code jpeg-not-written}
     */
    public synchronized Optional<byte[]> jpeg() {
        long now = nanoTime.getAsLong();
        if (shown == null || now - shownNanos >= LEAST_NANOS) {
            shown = camera.lend(SILENT).map(this::written).orElse(null);
            shownNanos = now;
        }
        return Optional.ofNullable(shown);
    }

    private byte[] written(Frame frame) {
        try {
            return JpegWriter.write(frame);
        } finally {
            camera.giveBack(frame);
        }
    }
}
