package dev.spotter.ota.device;

import dev.spotter.model.transfer.TransferException;
import dev.spotter.ota.UpdateException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/** When what failed is tried again: what may pass by itself, after pauses that grow and differ from device to device. */
final class Retry {
    /** Besides what a transfer meets. */
    private static final Set<String> PASSING = Set.of(
            "disk-error",
            "disk-full",
            "expired-metadata",
            "missing-metadata",
            "no-repository",
            "object-damaged",
            "probation-ends",
            "store-failed",
            "store-in-use",
            "too-many-rotations");

    /** What no answer of a server can mend. */
    private static final Set<String> LASTING = Set.of("bad-address", "unknown-hash-algorithm");

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final RandomGenerator chance = RandomGenerator.getDefault();
    private final Duration first;
    private Duration pause;

    /** @param poll the pause of polls, which none of the first is longer than */
    Retry(Duration poll) {
        first = poll.compareTo(FIRST) < 0 ? poll : FIRST;
        pause = first;
    }

    /** Whether it may pass by itself. */
    static boolean helps(UpdateException e) {
        // another server, or the same one later, may have the right bytes of what is signed
        return e.getCause() instanceof TransferException ? !LASTING.contains(e.code()) : PASSING.contains(e.code());
    }

    /** All went well. */
    void reset() {
        pause = first;
    }

    /** The next pause in nanoseconds, by chance between half of it and all. */
    long nextNanos() {
        long nanos = pause.toNanos();
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return jittered(nanos);
    }

    /** A pause by chance between half of it and all, so that devices that were started together do not ask together. */
    long jittered(long nanos) {
        return chance.nextLong(nanos / 2, nanos + 1);
    }
}
