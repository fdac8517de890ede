package dev.spotter.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Processor time of this thread, this process and a child. */
class ProcessorClockTest {
    @Test
    void a_thread_that_works_uses_time_and_its_process_at_least_as_much() {
        ProcessorClock thread = ProcessorClock.ofThread();
        ProcessorClock process = ProcessorClock.ofThisProcess();
        long processBegin = process.nanos();
        long begin = thread.nanos();
        long used = 0;
        while (used < 5_000_000) {
            used = thread.nanos() - begin;
        }
        assertThat(process.nanos() - processBegin).isGreaterThanOrEqualTo(used);
    }

    @Test
    void a_child_has_a_clock_of_its_own_until_it_is_gone() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        ProcessorClock clock = ProcessorClock.ofProcess(child.pid());
        try {
            long begin = clock.nanos();
            while (clock.nanos() - begin < 5_000_000) {
                Thread.onSpinWait();
            }
        } finally {
            child.destroyForcibly();
        }
        child.waitFor();
        assertThatThrownBy(clock::nanos).isInstanceOfSatisfying(BenchException.class, e -> assertThat(e.code())
                .isEqualTo("clock-missing"));
    }
}
