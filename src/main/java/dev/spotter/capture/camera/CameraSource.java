package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.capture.FrameStatistics;
import dev.spotter.capture.motion.MotionGate;
import dev.spotter.observation.Frame;
import dev.spotter.observation.TimeBase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A camera: an ffmpeg child decodes it and scales its pictures, which come over a pipe into buffers that are used again and
 * again. docs/cameras.md says what becomes of one that stalls, ends or jumps.
 *
 * <p>Paced (cameras; films and test sources at a speed), frames carry the monotonic time at which they came, a thread of
 * its own reads them, and a child that fails is replaced. At {@link dev.spotter.capture.Speed#MAX} the caller's thread
 * reads, no frame is lost, frame {@code n} carries the time {@code n / fps} from 0, and a child that fails is the end.
 */
public final class CameraSource implements FrameSource {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final String name;
    private final CameraConfiguration configuration;
    private final CameraPatience patience;
    private final CameraStarter starter;
    private final Masks masks;
    private final MotionGate gate;
    private final CameraHealth health;
    private volatile TimeBase timeBase;

    /** Nothing is started yet. A camera that is not there is no failure here; {@link #problems} tells it in time. */
    public CameraSource(String name, CameraConfiguration configuration) {
        this(name, configuration, CameraPatience.USUAL);
    }

    CameraSource(String name, CameraConfiguration configuration, CameraPatience patience) {
        this.name = Objects.requireNonNull(name, "name");
        this.configuration = configuration;
        this.patience = patience;
        this.gate = new MotionGate(configuration.motion(), width(), height());
        String title = "camera '%s' (%s)".formatted(name, configuration.address());
        this.starter = new CameraStarter(name, title, configuration);
        this.masks = new Masks(configuration.size(), configuration.masks());
        this.health = new CameraHealth(title, patience.frame());
        this.timeBase = paced() ? TimeBase.now() : new TimeBase(0, recorded(configuration.address()));
    }

    /** When what a film shows happened: nobody knows better than its file. What ffmpeg draws is of a fixed day. */
    private static Instant recorded(CameraAddress address) {
        try {
            return address instanceof CameraAddress.Film film
                    ? Files.getLastModifiedTime(film.path()).toInstant()
                    : DAY;
        } catch (IOException e) {
            return DAY; // ffmpeg will say what is wrong with it
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int width() {
        return configuration.size().width();
    }

    @Override
    public int height() {
        return configuration.size().height();
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
        return health.problems();
    }

    @Override
    public FrameStatistics statistics() {
        return health.statistics();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CaptureException if a camera that is not paced fails, or does not say how many frames a second it has
     */
    @Override
    public void run(FrameListener listener) throws InterruptedException {
        gate.reset();
        if (paced()) {
            timeBase = TimeBase.now();
            runPaced(listener);
        } else {
            runLossless(listener);
        }
    }

    private void runPaced(FrameListener listener) throws InterruptedException {
        FrameExchange exchange = new FrameExchange(configuration.size(), Thread.currentThread());
        CameraReader reader = new CameraReader(starter, patience, exchange, masks, health);
        Thread thread = Thread.ofPlatform().daemon().name("camera-" + name).start(reader);
        try {
            long toldNanos = 0;
            for (FrameBuffer taken = exchange.take(); taken != null; taken = exchange.take()) {
                if (taken.gapToNanos() != toldNanos) {
                    toldNanos = taken.gapToNanos();
                    gate.reset();
                    listener.gap(taken.gapFromNanos(), toldNanos);
                }
                show(taken.frame(), listener);
            }
        } finally {
            thread.interrupt();
            joinUninterrupted(thread);
        }
        if (reader.broken() != null) {
            throw new IllegalStateException(
                    "camera '%s' cannot be read: %s".formatted(name, reader.broken()), reader.broken());
        }
        listener.end();
    }

    private static void joinUninterrupted(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runLossless(FrameListener listener) throws InterruptedException {
        FrameBuffer buffer = new FrameBuffer(configuration.size());
        try (FfmpegChild child = starter.start()) {
            long millis = patience.firstFrame().toMillis();
            for (long number = 0; starter.next(child, buffer, millis); number++) {
                if (number == 0 && configuration.fps().isEmpty()) {
                    starter.checkRate(child);
                }
                health.framed(System.nanoTime());
                masks.blacken(buffer.frame());
                buffer.frame().stamp(child.nanos(number), number);
                show(buffer.frame(), listener);
            }
        }
        listener.end();
    }

    private void show(Frame frame, FrameListener listener) {
        listener.seen(frame);
        if (gate.opens(frame)) {
            listener.frame(frame);
        } else {
            health.still();
            listener.still(frame.timeNanos());
        }
    }
}
