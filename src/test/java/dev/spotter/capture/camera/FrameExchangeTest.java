package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread fills, one looks: nobody waits for the other, nothing is seen half written, and the last is never lost. */
@Timeout(30)
class FrameExchangeTest {
    private static final FrameSize SIZE = FrameSize.of("16x16");

    private static void fill(FrameExchange exchange, long number) {
        FrameBuffer buffer = exchange.toFill();
        buffer.frame().planes().fill((byte) number);
        buffer.frame().stamp(number, number);
    }

    @Test
    void the_latest_wins_and_the_ones_before_it_are_told_as_dropped() throws InterruptedException {
        FrameExchange exchange = new FrameExchange(SIZE, Thread.currentThread());
        boolean[] dropped = new boolean[3];
        for (int number = 0; number < 3; number++) {
            fill(exchange, number);
            dropped[number] = exchange.publish();
        }
        assertThat(dropped).containsExactly(false, true, true);
        assertThat(exchange.take().frame().number()).isEqualTo(2);
        fill(exchange, 3);
        assertThat(exchange.publish()).isFalse();
        exchange.end();
        assertThat(exchange.take().frame().number()).isEqualTo(3);
        assertThat(exchange.take()).isNull();
    }

    @Test
    void a_frame_stays_as_it_is_while_somebody_looks_at_it() throws InterruptedException {
        FrameExchange exchange = new FrameExchange(SIZE, Thread.currentThread());
        AtomicLong dropped = new AtomicLong();
        int frames = 200_000;
        Thread filling = Thread.ofPlatform().start(() -> {
            for (int number = 0; number < frames; number++) {
                fill(exchange, number);
                if (exchange.publish()) {
                    dropped.incrementAndGet();
                }
            }
            exchange.end();
        });
        long taken = 0;
        long last = -1;
        for (FrameBuffer buffer = exchange.take(); buffer != null; buffer = exchange.take()) {
            long number = buffer.frame().number();
            assertThat(number).isGreaterThan(last);
            assertThat(buffer.frame().planes().asSlice(0, 1).mismatch(first(number)))
                    .isEqualTo(-1);
            assertThat(buffer.frame().planes().asSlice(383, 1).mismatch(first(number)))
                    .isEqualTo(-1);
            last = number;
            taken++;
        }
        filling.join();
        assertThat(last).isEqualTo(frames - 1);
        assertThat(taken + dropped.get()).isEqualTo(frames);
    }

    private static MemorySegment first(long number) {
        return MemorySegment.ofArray(new byte[] {(byte) number});
    }
}
