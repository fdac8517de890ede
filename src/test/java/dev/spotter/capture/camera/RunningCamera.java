package dev.spotter.capture.camera;

import dev.spotter.capture.FrameListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A camera on a thread of its own, that loses patience soon unless it is said. */
final class RunningCamera implements AutoCloseable {
    static final CameraPatience LITTLE = new CameraPatience(
            Duration.ofMillis(1500),
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            Duration.ofSeconds(1));

    final CollectedFrames frames = new CollectedFrames();
    final CameraSource source;
    private final Thread thread;
    volatile Throwable failure;

    RunningCamera(String name, CameraConfiguration configuration) {
        this(new CameraSource(name, configuration, LITTLE), null);
    }

    /** One that waits as long as cameras do, for tests in which it is not to be begun anew. */
    static RunningCamera patient(String name, CameraConfiguration configuration) {
        return new RunningCamera(new CameraSource(name, configuration), null);
    }

    /** @param listener what takes the frames, or {@code null} for {@link #frames} */
    RunningCamera(CameraSource source, FrameListener listener) {
        this.source = source;
        thread = Thread.ofPlatform().name("running-" + source.name()).start(() -> {
            try {
                source.run(listener == null ? frames : listener);
            } catch (Throwable e) {
                failure = e;
            }
        });
    }

    Map<String, String> problems() {
        return source.problems();
    }

    /** Waits until more frames have come than until now. */
    RunningCamera awaitMoreFrames(int more) {
        int until = frames.count() + more;
        return await(() -> frames.count() >= until);
    }

    RunningCamera awaitProblem(String code) {
        return await(() -> problems().containsKey(code));
    }

    RunningCamera await(Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
        return this;
    }

    /** The running ffmpeg processes of this process whose command holds a text. */
    static List<ProcessHandle> children(String text) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(text))
                .toList();
    }

    ProcessHandle child(String text) {
        await(() -> !children(text).isEmpty());
        return children(text).getFirst();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean running() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        thread.interrupt();
        await(() -> !thread.isAlive());
    }
}
