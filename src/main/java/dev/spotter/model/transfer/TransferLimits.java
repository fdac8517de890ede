package dev.spotter.model.transfer;

import java.time.Duration;

/**
 * What a transfer may cost. A server that lies, stalls or sends for ever costs no more than this.
 *
 * @param answer longest wait for a connection, and then again for the head of an answer
 * @param silence longest time without a byte
 * @param leastBytesPerSecond least mean rate over each {@code rateWindow}; 0 for none
 * @param rateWindow over which the rate is taken
 * @param whole longest time for the whole, all attempts and pauses together
 * @param redirects most redirects that are followed
 * @param attempts most attempts in a row that bring no byte further
 * @param pause before the second attempt; doubled before each further one
 * @param keepFreeBytes that a file being fetched must leave free on its disk
 * @param mostBytesPerSecond mean rate over the whole that is not exceeded, so that others on the line have room; 0 for any
 */
public record TransferLimits(
        Duration answer,
        Duration silence,
        long leastBytesPerSecond,
        Duration rateWindow,
        Duration whole,
        int redirects,
        int attempts,
        Duration pause,
        long keepFreeBytes,
        long mostBytesPerSecond) {
    /** For small files that are held in memory, such as metadata. */
    public static final TransferLimits SMALL = new TransferLimits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            256,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            5,
            3,
            Duration.ofMillis(250),
            0,
            0);

    /** For models and packages, over a gym's slow line too. */
    public static final TransferLimits LARGE = new TransferLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            1024,
            Duration.ofSeconds(60),
            Duration.ofHours(6),
            5,
            4,
            Duration.ofSeconds(1),
            64L << 20,
            0);

    public TransferLimits {
        requirePositive("answer", answer);
        requirePositive("silence", silence);
        requirePositive("rate window", rateWindow);
        requirePositive("time for the whole", whole);
        if (leastBytesPerSecond < 0 || keepFreeBytes < 0 || redirects < 0 || pause.isNegative()) {
            throw new IllegalArgumentException("a limit of a transfer cannot be negative");
        }
        if (mostBytesPerSecond != 0 && mostBytesPerSecond <= leastBytesPerSecond) {
            throw new IllegalArgumentException("a transfer of at most %d bytes/s cannot have at least %d bytes/s"
                    .formatted(mostBytesPerSecond, leastBytesPerSecond));
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("a transfer takes at least one attempt, not " + attempts);
        }
    }

    /** These limits, with a bound on the rate. */
    public TransferLimits withMostBytesPerSecond(long most) {
        return new TransferLimits(
                answer,
                silence,
                leastBytesPerSecond,
                rateWindow,
                whole,
                redirects,
                attempts,
                pause,
                keepFreeBytes,
                most);
    }

    private static void requirePositive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("the %s of a transfer must be above zero".formatted(name));
        }
    }
}
