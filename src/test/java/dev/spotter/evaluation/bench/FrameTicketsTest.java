package dev.spotter.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cameras, here threads that count, get through for exactly the frames that were given out. */
class FrameTicketsTest {
    private static final int CAMERAS = 3;

    private final FrameTickets tickets = new FrameTickets(CAMERAS);
    private final AtomicLong frames = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void after_the_last_frame_all_stand_still() throws InterruptedException {
        start();
        tickets.spend(0);
        assertThat(frames).hasValue(0);
        tickets.spend(100);
        assertThat(frames).hasValue(100);
        tickets.spend(1);
        assertThat(frames).hasValue(101);
    }

    @Test
    void a_camera_that_fails_ends_the_waiting() {
        start();
        tickets.fail(new IllegalStateException("unplugged"));
        assertThatThrownBy(() -> tickets.spend(10)).hasMessage("unplugged");
    }

    private void start() {
        for (int camera = 0; camera < CAMERAS; camera++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        tickets.take();
                        frames.incrementAndGet();
                    }
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    @AfterEach
    void end() {
        CameraThreads.end(threads);
    }
}
