package dev.spotter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits on a connection gets a place, news, or the reason why there will be none. */
class WindowTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void the_broker_may_want_fewer_but_never_more() throws Exception {
        Window window = new Window(3, LONG);
        window.limit(1);
        window.limit(100);
        window.take();
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> second = other.submit(() -> {
                window.take();
                return null;
            });
            assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS)).isNotNull();
            window.release();
            second.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void who_waits_for_a_place_is_told_why_the_connection_was_lost_and_the_first_reason_stays() throws Exception {
        Window window = new Window(1, LONG);
        window.take();
        CountDownLatch waiting = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> second = other.submit(() -> {
                waiting.countDown();
                window.take();
                return null;
            });
            waiting.await();
            window.lose(new BrokerException("session-taken-over", "first"));
            window.lose(new BrokerException("connection-lost", "second"));
            assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).hasMessageContaining("first");
        }
        assertThatThrownBy(window::take).isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.code())
                .isEqualTo("session-taken-over"));
    }

    @Test
    void silence_on_what_is_on_its_way_loses_the_connection_however_much_is_appended_meanwhile() throws Exception {
        Window window = new Window(2, Duration.ofMillis(100));
        window.take();
        assertThatThrownBy(() -> {
                    while (true) {
                        window.wake();
                        window.awaitChange(window.changes(), Duration.ofMillis(10));
                    }
                })
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.code()).isEqualTo("connection-lost"));
    }

    @Test
    void silence_with_nothing_on_its_way_is_peace() throws Exception {
        Window window = new Window(2, Duration.ofMillis(20));
        window.take();
        window.release();
        window.awaitChange(window.changes(), Duration.ofMillis(100));
        window.take();
        window.awaitEmpty(Duration.ofMillis(1));
        window.release();
        window.awaitEmpty(LONG);
    }
}
