package dev.spotter.pipeline.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock by which stored pictures age. A device without a battery-backed clock wakes up in 1970, or when it was last
 * switched off, and its wall clock is set some time later; a picture must neither be kept for ever nor thrown away at once
 * for that. So while the agent runs time goes on by the monotonic clock. The wall clock tells only for how long the agent did
 * not run, in {@link #offMillis}: as far as it has gone beyond what it was when the agent last ran, apart from the time for
 * which it has run since. One that is before {@link #EARLIEST} tells nothing.
 *
 * <p>What a wall clock says that is wrong by being ahead is believed: pictures of earlier runs then go early, for how long
 * they are kept is a promise to those who are in them.
 */
final class AgeClock {
    /** No device that runs this program can be before it. */
    static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final long UNKNOWN = -1;

    private final Path file;
    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long startMillis;
    /** What the wall clock was when the agent last ran, or unknown. */
    private final long lastWallMillis;

    private long offMillis;

    /**
     * @param file where the time is kept while the agent does not run
     * @param newestMillis the newest time that is in use, for where the file is lost
     */
    AgeClock(Path file, long newestMillis, InstantSource wallClock, LongSupplier nanoTime) {
        this.file = file;
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
        long[] kept = kept(file);
        startMillis = Math.max(newestMillis, kept[0] == UNKNOWN ? wallClock.millis() : kept[0]);
        lastWallMillis = believable(kept[1]) ? kept[1] : UNKNOWN;
    }

    /** The time and the wall clock as they were written down; unknown where they were not, or are damaged. */
    private static long[] kept(Path file) {
        try {
            String[] written = Files.readString(file, StandardCharsets.US_ASCII).split(" ");
            if (written.length == 2) {
                return new long[] {Long.parseLong(written[0]), Long.parseLong(written[1])};
            }
        } catch (IOException | NumberFormatException e) {
            // Pictures go on ageing from the newest of them.
        }
        return new long[] {UNKNOWN, UNKNOWN};
    }

    private static boolean believable(long wallMillis) {
        return wallMillis >= EARLIEST.toEpochMilli();
    }

    /** Milliseconds since a moment that stays the same, the time off included as far as it is known; never goes back. */
    long millis() {
        return startMillis + offMillis() + runMillis();
    }

    /** For how long the agent had not run when it started, as far as the wall clock has told by now; only grows. */
    long offMillis() {
        long wall = wallClock.millis();
        if (lastWallMillis != UNKNOWN && believable(wall)) {
            offMillis = Math.max(offMillis, wall - runMillis() - lastWallMillis);
        }
        return offMillis;
    }

    private long runMillis() {
        return (nanoTime.getAsLong() - startNanos) / 1_000_000;
    }

    /** Writes the time down, for the next start. */
    void keep() throws IOException {
        long wall = wallClock.millis();
        if (!believable(wall) && lastWallMillis != UNKNOWN) {
            // One that has not been set yet must not hide how long the agent did not run.
            wall = lastWallMillis + runMillis();
        }
        Path part = file.resolveSibling(file.getFileName() + SnapshotStore.PART);
        Files.writeString(part, millis() + " " + wall, StandardCharsets.US_ASCII);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
