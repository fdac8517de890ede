package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Locks down what is dropped, and in which order, with the thread that puts also taking. */
class SampleQueueTest {
    private final List<String> taken = new ArrayList<>();
    private final SampleFeed feed = new SampleFeed() {
        @Override
        public void sample(long timeNanos, float[] values, int due) {
            taken.add(timeNanos + (due == 0 ? "" : "!"));
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            taken.add(fromNanos + ".." + toNanos);
        }

        @Override
        public void end() {
            taken.add("end");
        }
    };

    @Test
    void gives_everything_in_its_order() throws InterruptedException {
        SampleQueue queue = new SampleQueue(10, 2, 6);
        queue.sample(1, new float[6], 0);
        queue.sample(2, new float[6], 1);
        queue.gap(2, 9);
        queue.sample(9, new float[6], 0);
        queue.end();
        take(queue, 5);
        assertThat(taken).containsExactly("1", "2!", "2..9", "9", "end");
    }

    @Test
    void the_oldest_window_is_dropped_and_its_samples_stay() throws InterruptedException {
        SampleQueue queue = new SampleQueue(10, 2, 6);
        for (int i = 1; i <= 5; i++) {
            queue.sample(i, new float[6], 1);
        }
        take(queue, 5);
        assertThat(taken).containsExactly("1", "2", "3", "4!", "5!");
        assertThat(queue.droppedWindows()).isEqualTo(3);
        assertThat(queue.lostSamples()).isZero();
    }

    @Test
    void where_samples_are_lost_there_is_a_gap() throws InterruptedException {
        SampleQueue queue = new SampleQueue(3, 2, 6);
        queue.sample(1, new float[6], 0);
        take(queue, 1);
        for (int i = 2; i <= 6; i++) {
            queue.sample(i, new float[6], i == 2 ? 1 : 0);
        }
        take(queue, 3);
        assertThat(taken).containsExactly("1", "1..4", "4", "5", "6");
        assertThat(queue.lostSamples()).isEqualTo(2);
        assertThat(queue.droppedWindows()).isEqualTo(1);
    }

    @Test
    void a_closed_queue_gives_nothing_more() throws InterruptedException {
        SampleQueue queue = new SampleQueue(3, 2, 6);
        queue.sample(1, new float[6], 0);
        queue.close();
        assertThat(queue.take(feed)).isFalse();
    }

    private void take(SampleQueue queue, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.take(feed);
        }
    }
}
