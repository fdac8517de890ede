package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.spotter.SharedFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays: what is announced when, at which pace, and at what cost. */
class ReplaySourceTest {
    private static final long FIRST = 1_547_468_520_000L;

    @TempDir
    Path folder;

    /** Writes down what it hears. */
    private static class Notes implements ImuListener {
        final List<String> heard = new ArrayList<>();
        long samples;
        long firstNanos = Long.MIN_VALUE;
        long lastNanos = Long.MIN_VALUE;
        double sum;

        @Override
        public void recording(Recording recording) {
            heard.add("recording " + recording.name());
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            assertThat(timeNanos > lastNanos).isTrue();
            if (samples++ == 0) {
                firstNanos = timeNanos;
            }
            lastNanos = timeNanos;
            sum += values[0] + values[5];
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            assertThat(fromNanos).isEqualTo(lastNanos);
            heard.add("gap of " + (toNanos - fromNanos) / 1_000_000 + " ms");
        }

        @Override
        public void end() {
            heard.add("end after " + samples);
        }
    }

    private ReplaySource source(Speed speed) {
        return new ReplaySource(
                "old-set", new ReplayConfiguration(RecordingFormat.METAMOTION, folder, speed, Duration.ofSeconds(3)));
    }

    @Test
    void recordings_follow_one_another_on_virtual_time_with_an_announced_pause() throws Exception {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        MetaMotionFiles.pair(folder, "A-squat-heavy2", "2019-01-14T14.05.00.000", FIRST + 300_000, FIRST + 300_000);
        Notes notes = new Notes();
        ReplaySource source = source(Speed.MAX);
        source.run(notes);
        assertThat(notes.heard)
                .containsExactly(
                        "recording A-squat-heavy1 14.00.00",
                        "gap of 3000 ms",
                        "recording A-squat-heavy2 14.05.00",
                        "end after 394");
        assertThat(notes.firstNanos).isZero();
        assertThat(notes.lastNanos).isEqualTo(2 * 3_920_000_000L + 3_000_000_000L);
        assertThat(source.paced()).isFalse();
        assertThat(source.timeBase().at(notes.lastNanos)).isEqualTo(Instant.ofEpochMilli(FIRST + 300_000 + 3920));
    }

    @Test
    void a_paced_replay_keeps_its_deadlines_and_the_machines_monotonic_time() throws Exception {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        Notes notes = new Notes();
        ReplaySource source = source(new Speed(20));
        long before = System.nanoTime();
        source.run(notes);
        long took = System.nanoTime() - before;
        assertThat(source.paced()).isTrue();
        assertThat(notes.firstNanos).isBetween(before, before + took);
        assertThat(notes.lastNanos - notes.firstNanos).isEqualTo(3_920_000_000L);
        assertThat(Duration.ofNanos(took)).isBetween(Duration.ofMillis(196), Duration.ofSeconds(2));
    }

    @Test
    void an_interrupt_ends_a_replay_at_once_and_without_an_end() throws Exception {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        CountDownLatch running = new CountDownLatch(1);
        Notes notes = new Notes() {
            @Override
            public void sample(long timeNanos, float[] values) {
                running.countDown();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                source(new Speed(0.01)).run(notes);
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        running.await();
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(notes.heard).containsExactly("recording A-squat-heavy1 14.00.00");
    }

    @Test
    void a_bad_recording_is_skipped_and_stays_among_the_problems() throws Exception {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        MetaMotionFiles.pair(folder, "A-squat-heavy2", "2019-01-14T14.05.00.000", FIRST + 300_000, FIRST + 300_000);
        MetaMotionFiles.write(
                folder,
                "A-squat-heavy1",
                "2019-01-14T14.00.00.000",
                "Gyroscope",
                MetaMotionFiles.rows(FIRST, 40, 50, 1).replace("7480.0000", "NaN") + "nonsense\n");
        Notes notes = new Notes();
        ReplaySource source = source(Speed.MAX);
        source.run(notes);
        assertThat(notes.heard).containsExactly("recording A-squat-heavy2 14.05.00", "end after 197");
        assertThat(source.problems()).containsOnlyKeys("recording-row-bad");
    }

    @Test
    void the_real_recordings_replay_alike_twice_and_announce_their_gaps() throws Exception {
        ReplayConfiguration configuration =
                new ReplayConfiguration(RecordingFormat.METAMOTION, SharedFiles.data("barbell-metamotion"), Speed.MAX);
        Notes first = new Notes();
        new ReplaySource("a", configuration).run(first);
        Notes second = new Notes();
        new ReplaySource("b", configuration).run(second);
        assertThat(second.heard).isEqualTo(first.heard);
        assertThat(second.sum).isEqualTo(first.sum);
        assertThat(first.heard.stream().filter(heard -> heard.startsWith("gap") && !heard.equals("gap of 10000 ms")))
                .containsExactly("gap of 3520 ms", "gap of 2500 ms");
    }

    @Test
    void a_sample_allocates_nothing() throws IOException {
        MetaMotionFiles.pair(folder, "A-squat-heavy1", "2019-01-14T14.00.00.000", FIRST, FIRST);
        Recording recording =
                Recordings.open(RecordingFormat.METAMOTION, folder).readAll().getFirst();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            Resampler resampler = new Resampler(recording);
            resampler.next();
            long before = threads.getCurrentThreadAllocatedBytes();
            while (resampler.next()) {
                // only walks
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void a_pause_or_speed_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> Speed.of("fast"))
                .isInstanceOf(CaptureException.class)
                .hasMessage("speed is 'fast' and has to be max, or a factor from 0.01 to 1000");
        assertThatThrownBy(() -> Speed.of("0")).isInstanceOf(CaptureException.class);
        assertThat(Speed.of("max")).isEqualTo(Speed.MAX);
        assertThat(Speed.of("1")).isEqualTo(Speed.TRUE);
        assertThatThrownBy(() ->
                        new ReplayConfiguration(RecordingFormat.SPOTTER, folder, Speed.MAX, Duration.ofMillis(100)))
                .isInstanceOf(CaptureException.class);
    }
}
