package dev.spotter.evaluation.bench;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.observation.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cameras and who looks at their frames, as the agent runs them: from ffmpeg's start to the observation. They are let through for so
 * many frames and then stand still, each between two frames. Their time is that of this whole process and of all ffmpeg
 * children, so nobody else may work in the process meanwhile.
 */
final class CameraLoop implements Loop, AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final FrameTickets tickets;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong observations;
    private final ChildClocks clocks;

    /**
     * Opens cameras without a pace, and waits until each has its first frame.
     *
     * @param cameras one or more
     * @param listeners one a camera
     * @param observations counts what the listeners find, one a frame
     * @throws BenchException camera-failed
     */
    CameraLoop(List<FrameSource> cameras, List<? extends FrameListener> listeners, AtomicLong observations) {
        this.observations = observations;
        tickets = new FrameTickets(cameras.size());
        Set<Long> before = ChildClocks.children();
        for (int camera = 0; camera < cameras.size(); camera++) {
            threads.add(CameraThreads.start(cameras.get(camera), new Held(listeners.get(camera)), tickets::fail));
        }
        try {
            spend(0);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        clocks = new ChildClocks(before);
    }

    @Override
    public long nanosFor(long times) {
        long begin = clocks.nanos();
        long observed = observations.get();
        spend(times);
        if (observations.get() - observed != times) {
            throw new BenchException(
                    "camera-failed",
                    "in %d frames %d things were found".formatted(times, observations.get() - observed));
        }
        return clocks.nanos() - begin;
    }

    private void spend(long frames) {
        try {
            tickets.spend(frames);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "interrupted while cameras were measured", interrupted);
        }
    }

    /** Lets so many through at once: frames of all cameras per second on the wall. */
    double framesPerSecond(long frames) {
        long begin = System.nanoTime();
        nanosFor(frames);
        return frames * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }

    @Override
    public void close() {
        CameraThreads.end(threads);
    }

    /** Who gets a frame for a ticket. */
    private final class Held implements FrameListener {
        private final FrameListener listener;

        Held(FrameListener listener) {
            this.listener = listener;
        }

        @Override
        public void frame(Frame frame) {
            if (admitted()) {
                listener.frame(frame);
            }
        }

        @Override
        public void still(long timeNanos) {
            if (admitted()) {
                listener.still(timeNanos);
            }
        }

        private boolean admitted() {
            try {
                tickets.take();
                return true;
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            listener.gap(fromNanos, toNanos);
        }

        @Override
        public void end() {
            tickets.fail(new BenchException(
                    "camera-failed", "a camera ended before the benchmark did; ask for fewer --rounds"));
        }
    }
}
