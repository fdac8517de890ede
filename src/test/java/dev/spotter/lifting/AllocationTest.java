package dev.spotter.lifting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Samples, counts and the search for a stuck bar allocate nothing; what is found is an object each. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_set_under_way_allocates_nothing_but_what_it_finds() {
        long[] findings = new long[1];
        SetTracker tracker = new SetTracker((nanos, finding) -> findings[0]++);
        SyntheticLift lift = new SyntheticLift(tracker, 3).says("bench");
        lift.waits(1).repetitions(30, 0.4, 1.2, 1.0, 1.5);

        findings[0] = 0;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        lift.repetitions(10, 0.4, 1.2, 1.0, 1.5);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(findings[0]).isGreaterThan(0);
        assertThat(allocated).isLessThanOrEqualTo(findings[0] * 64);
    }

    @Test
    void samples_between_findings_allocate_nothing() {
        SetTracker tracker = new SetTracker((nanos, finding) -> {});
        SyntheticLift lift = new SyntheticLift(tracker, 3).says("bench");
        lift.waits(1).repetitions(10, 0.4, 1.2, 1.0, 1.5).saysNothing().waits(3);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        lift.waits(0.5);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isZero();
    }
}
