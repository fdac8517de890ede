package dev.spotter.pipeline.snapshot;

import dev.spotter.model.ModelException;
import dev.spotter.model.picture.JpegWriter;
import dev.spotter.observation.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Takes snapshots of incidents, keeps them for the stated time and deletes them then. Whoever asks for one waits for no
 * model and no disk: the frame is copied, all else is done on a thread of its own. What goes wrong there shows in {@link
 * #problems()} and stops nothing else.
 */
public final class Snapshots implements AutoCloseable {
    /** A frame that is older shows not what the incident is about. */
    private static final Duration NEWEST = Duration.ofSeconds(5);

    private static final int MOST_WAITING = 8;
    private static final Duration LONGEST_BETWEEN_SWEEPS = Duration.ofMinutes(1);
    /** How often the time is written down, in shares of the time for which snapshots are kept. */
    private static final int TIMES_KEPT = 100;

    private static final Duration SHORTEST_BETWEEN_TIMES = Duration.ofSeconds(1);
    private static final Duration LONGEST_BETWEEN_TIMES = Duration.ofMinutes(15);
    private static final long CLOSING_SECONDS = 5;

    /** Opens the folder. */
    @FunctionalInterface
    private interface StoreOpener {
        SnapshotStore open() throws IOException;
    }

    private final SnapshotConfiguration configuration;
    private final Map<String, LatestFrame> cameras;
    private final Optional<FaceBlur> blur;
    private final StoreOpener opener;
    /** {@code null} until the folder can be used: a disk that is full at the start must not stop an agent. */
    private volatile SnapshotStore store;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("snapshots").daemon().factory());

    private Snapshots(
            SnapshotConfiguration configuration,
            Map<String, LatestFrame> cameras,
            Optional<FaceBlur> blur,
            StoreOpener opener) {
        this.configuration = configuration;
        this.cameras = Map.copyOf(cameras);
        this.blur = blur;
        this.opener = opener;
        if (configuration.faces() == SnapshotConfiguration.Faces.BLURRED && blur.isEmpty()) {
            problems.put(
                    "faces-not-blurred",
                    "no snapshot is stored: faces are to be blurred, but no model that finds them is installed");
        }
        try {
            JpegWriter.requireLibrary();
        } catch (ModelException e) {
            problems.put(e.code(), "no snapshot can be stored: " + e.getMessage());
        }
    }

    /**
     * Opens the folder of snapshots; what is too old there is deleted at once. Where it cannot be used that is tried again.
     *
     * @param folder made where it is missing
     * @param cameras the cameras that snapshots are taken of, by name
     * @param blur what makes faces unrecognisable, closed with this; empty where no model is there
     */
    public static Snapshots open(
            Path folder,
            SnapshotConfiguration configuration,
            Map<String, LatestFrame> cameras,
            Optional<FaceBlur> blur) {
        return open(folder, configuration, cameras, blur, InstantSource.system(), System::nanoTime);
    }

    static Snapshots open(
            Path folder,
            SnapshotConfiguration configuration,
            Map<String, LatestFrame> cameras,
            Optional<FaceBlur> blur,
            InstantSource wallClock,
            LongSupplier nanoTime) {
        Snapshots snapshots = new Snapshots(
                configuration,
                cameras,
                blur,
                () -> SnapshotStore.open(folder, configuration.keep(), configuration.most(), wallClock, nanoTime));
        snapshots.start();
        return snapshots;
    }

    /** Deletes what an earlier profile had stored: this one wants no snapshots. */
    public static void clear(Path folder) {
        try {
            SnapshotStore.clear(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "snapshots are off, but those in %s cannot be deleted: %s".formatted(folder, e), e);
        }
    }

    private void start() {
        sweep();
        long betweenSweeps = shorter(configuration.keep().dividedBy(10), LONGEST_BETWEEN_SWEEPS);
        long betweenTimes = Math.max(
                SHORTEST_BETWEEN_TIMES.toMillis(),
                shorter(configuration.keep().dividedBy(TIMES_KEPT), LONGEST_BETWEEN_TIMES));
        thread.scheduleWithFixedDelay(this::sweep, betweenSweeps, betweenSweeps, TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::keepTime, betweenTimes, betweenTimes, TimeUnit.MILLISECONDS);
    }

    private static long shorter(Duration a, Duration b) {
        return Math.min(a.toMillis(), b.toMillis());
    }

    /** Takes a snapshot of what a camera sees now; nothing where it is none of this, or gives no frames. */
    public void take(String incident, String camera) {
        LatestFrame latest = cameras.get(camera);
        if (latest == null) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            notStored(incident, "too many others wait");
            return;
        }
        Optional<Frame> frame = latest.lend(NEWEST);
        thread.execute(() -> {
            try {
                frame.ifPresent(copy -> store(incident, copy));
            } finally {
                frame.ifPresent(latest::giveBack);
                waiting.decrementAndGet();
            }
        });
    }

    private void store(String incident, Frame frame) {
        if (configuration.faces() == SnapshotConfiguration.Faces.BLURRED && !blurred(incident, frame)) {
            return;
        }
        try {
            opened().store(incident, JpegWriter.write(frame));
            problems.remove("snapshot-not-stored");
        } catch (IOException | RuntimeException e) {
            notStored(incident, e.toString());
        }
    }

    private void notStored(String incident, String why) {
        problems.put("snapshot-not-stored", "the snapshot of incident %s is not stored: %s".formatted(incident, why));
    }

    private boolean blurred(String incident, Frame frame) {
        if (blur.isEmpty()) {
            return false;
        }
        try {
            blur.get().blur(frame);
            problems.remove("faces-not-blurred");
            return true;
        } catch (RuntimeException e) {
            problems.put(
                    "faces-not-blurred",
                    "the snapshot of incident %s is not stored: its faces cannot be found: %s"
                            .formatted(incident, e.getMessage()));
            return false;
        }
    }

    private synchronized SnapshotStore opened() throws IOException {
        if (store == null) {
            store = opener.open();
        }
        return store;
    }

    private void sweep() {
        attempt(
                "snapshot-not-deleted",
                "snapshots that have been kept for long enough cannot be deleted",
                SnapshotStore::sweep);
    }

    private void keepTime() {
        attempt("snapshot-time-not-kept", "how old snapshots are cannot be written down", SnapshotStore::keepTime);
    }

    /** What the disk may refuse. */
    @FunctionalInterface
    private interface DiskWork {
        void in(SnapshotStore store) throws IOException;
    }

    private void attempt(String code, String sentence, DiskWork work) {
        try {
            work.in(opened());
            problems.remove(code);
        } catch (IOException | RuntimeException e) {
            problems.put(code, sentence + ": " + e);
        }
    }

    /** The snapshot of an incident as JPEG, where there is one. */
    public Optional<byte[]> find(String incident) {
        try {
            return opened().find(incident);
        } catch (IOException e) {
            problems.put("snapshot-not-read", "the snapshot of incident %s cannot be read: %s".formatted(incident, e));
            return Optional.empty();
        }
    }

    /** The incidents that have a snapshot. */
    public Set<String> incidents() {
        SnapshotStore opened = store;
        return opened == null ? Set.of() : opened.incidents();
    }

    /**
     * What is wrong now: {@code faces-not-blurred}, {@code snapshot-not-stored}, {@code snapshot-not-deleted}, {@code
     * snapshot-time-not-kept}, {@code snapshot-not-read}, {@code jpeg-library-missing}.
     */
    public Map<String, String> problems() {
        return new TreeMap<>(problems);
    }

    /** Stores what was taken, then ends. */
    @Override
    public void close() {
        thread.execute(this::keepTime);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                return; // a model that still looks must not be closed under it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        blur.ifPresent(FaceBlur::close);
    }
}
