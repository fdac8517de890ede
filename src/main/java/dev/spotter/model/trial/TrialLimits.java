package dev.spotter.model.trial;

import java.time.Duration;

/**
 * What a trial may take.
 *
 * @param time from the request to the verdict, the child's start included; then the child is killed
 * @param memoryBytes private memory of the child, which holds the Java heap and all that the model asks for. It is
 *     RLIMIT_DATA: a limit on the address space would fail, for Java reserves tens of gigabytes that it never touches
 */
public record TrialLimits(Duration time, long memoryBytes) {
    /** Ends within 10 s in all, killing included; 768 MiB, of which Java itself takes about 100. */
    public static final TrialLimits USUAL = new TrialLimits(Duration.ofMillis(9_500), 768L << 20);

    private static final long LEAST_MEMORY_BYTES = 256L << 20;

    public TrialLimits {
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("the time of a trial is %s, allowed is over 0 to 1 h".formatted(time));
        }
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException("the memory of a trial is %d bytes, at least %d are needed"
                    .formatted(memoryBytes, LEAST_MEMORY_BYTES));
        }
    }
}
