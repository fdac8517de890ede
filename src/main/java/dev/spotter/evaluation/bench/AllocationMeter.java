package dev.spotter.evaluation.bench;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** Counts what a thread allocates on the heap, where the virtual machine tells it. */
final class AllocationMeter {
    private static final int WARM_UP = 20_000;
    private static final int PASSES = 2_000;
    private static final int ROUNDS = 5;

    private AllocationMeter() {}

    /** Bytes a pass on this thread, the least of several rounds; empty where nobody counts. */
    static OptionalDouble bytesPerPass(Loop loop) {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || threads.getCurrentThreadAllocatedBytes() < 0) {
            return OptionalDouble.empty();
        }
        loop.nanosFor(WARM_UP);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            loop.nanosFor(PASSES);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return OptionalDouble.of((double) least / PASSES);
    }
}
