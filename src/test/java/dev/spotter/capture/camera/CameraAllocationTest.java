package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.capture.FrameListener;
import dev.spotter.capture.Speed;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts the bytes that frames cost on the heap from the pipe to the listener, masks and the gate for motion included. */
@Timeout(60)
class CameraAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM = 3000;
    private static final int COUNTED = 500;
    private static final List<Polygon> MASKS =
            List.of(Polygon.of(List.of(List.of(0.1, 0.1), List.of(0.9, 0.2), List.of(0.5, 0.9))));

    private static CameraConfiguration source(double rate, int frames) {
        return CameraConfiguration.of("lavfi:testsrc2=size=64x48:rate=%s:duration=%s".formatted(rate, frames / rate))
                .withSize(FrameSize.of("64x48"))
                .withMasks(MASKS);
    }

    /** Counts what threads allocated between one frame and a later one; of rounds the least. */
    private abstract static class Counter implements FrameListener {
        private int frames;
        private long before;
        long least = Long.MAX_VALUE;

        abstract long allocated();

        @Override
        public void seen(Frame frame) {
            frames++;
            if (frames >= WARM && frames % COUNTED == 0) {
                long now = allocated();
                if (frames > WARM) {
                    least = Math.min(least, now - before);
                }
                before = allocated();
            }
        }

        @Override
        public void frame(Frame frame) {}

        @Override
        public void still(long timeNanos) {}

        @Override
        public void gap(long fromNanos, long toNanos) {}

        @Override
        public void end() {}
    }

    @Test
    void a_frame_that_is_read_by_the_callers_thread_allocates_nothing() throws InterruptedException {
        Ffmpeg.require();
        Counter counter = new Counter() {
            @Override
            long allocated() {
                return THREADS.getCurrentThreadAllocatedBytes();
            }
        };
        new CameraSource("cam", source(30, WARM + 5 * COUNTED).withSpeed(Speed.MAX)).run(counter);
        assertThat(counter.least).as("bytes in " + COUNTED + " frames").isZero();
    }

    @Test
    void a_frame_that_is_handed_over_by_the_readers_thread_allocates_nothing_on_either() throws InterruptedException {
        Ffmpeg.require();
        Counter counter = new Counter() {
            private long reader = -1;

            @Override
            long allocated() {
                if (reader < 0) {
                    reader = Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("camera-allocation"))
                            .findFirst()
                            .orElseThrow()
                            .threadId();
                }
                return THREADS.getCurrentThreadAllocatedBytes() + THREADS.getThreadAllocatedBytes(reader);
            }
        };
        new CameraSource("allocation", source(1000, WARM + 5 * COUNTED)).run(counter);
        assertThat(counter.least).as("bytes in " + COUNTED + " frames").isLessThan(COUNTED);
    }
}
