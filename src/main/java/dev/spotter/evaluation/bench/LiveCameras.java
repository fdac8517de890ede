package dev.spotter.evaluation.bench;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Cameras at their own pace, and who looks at their frames, as the agent runs them. */
final class LiveCameras implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final List<FrameSource> cameras;
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /**
     * Starts them.
     *
     * @param listeners one a camera
     */
    LiveCameras(List<FrameSource> cameras, List<? extends FrameListener> listeners) {
        this.cameras = cameras;
        for (int camera = 0; camera < cameras.size(); camera++) {
            threads.add(
                    CameraThreads.start(cameras.get(camera), listeners.get(camera), failure::completeExceptionally));
        }
    }

    /**
     * Lets them run for so long.
     *
     * @throws RuntimeException what a camera failed by
     */
    void goOn(long millis) {
        try {
            failure.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException well) {
            // as it should be
        } catch (ExecutionException failed) {
            throw (RuntimeException) failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "interrupted while cameras were measured", interrupted);
        }
    }

    /** Lets them run until each has given so many frames. */
    void goOnUntil(long framesEach) {
        while (cameras.stream().anyMatch(camera -> camera.statistics().frames() < framesEach)) {
            goOn(LOOK_MILLIS);
        }
    }

    /** Frames that nobody looked at because a newer one came first. */
    long dropped() {
        return cameras.stream()
                .mapToLong(camera -> camera.statistics().dropped())
                .sum();
    }

    /** Frames that came. */
    long frames() {
        return cameras.stream()
                .mapToLong(camera -> camera.statistics().frames())
                .sum();
    }

    @Override
    public void close() {
        CameraThreads.end(threads);
    }
}
