package dev.spotter.ota.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The device's clock, which may be wrong, and a floor below which the time cannot be: when the program was built, and what
 * this clock said before. The latter counts no further than until the newest metadata that was believed expires. That is all
 * that is needed to find out a repository that was frozen then, and a clock that was once years ahead does not make what is
 * signed later look expired. It counts for one version of the root: what a stolen key dated ahead loses its hold when the
 * root replaces that key.
 */
final class UpdateClock {
    private static final String FILE = "clock.json";
    private static final int MOST_BYTES = 4096;
    /** The disk need not hear of less. */
    private static final Duration STEP = Duration.ofHours(1);

    private final Path file;
    private final InstantSource clock;
    private final Instant builtAt;
    private Instant seen = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private long root;

    UpdateClock(Path folder, InstantSource clock, Instant builtAt) {
        file = folder.resolve(FILE);
        this.clock = clock;
        this.builtAt = builtAt;
        read();
    }

    private void read() {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = DurableDisk.small(file, MOST_BYTES);
                Fields fields = Fields.of(FILE, StrictJson.read(FILE, bytes));
                seen = fields.time("seen");
                until = fields.time("until");
                root = fields.number("root", 0);
            }
        } catch (UpdateException damaged) {
            // what was seen is lost; when the program was built is not
            seen = Instant.EPOCH;
            until = Instant.EPOCH;
            root = 0;
        }
    }

    /** What the clock says. */
    Instant now() {
        return clock.instant();
    }

    /** The clock itself. */
    InstantSource source() {
        return clock;
    }

    /**
     * It cannot be earlier.
     *
     * @param rootVersion of the root that counts
     */
    Instant floor(long rootVersion) {
        return rootVersion == root && seen.isAfter(builtAt) ? seen : builtAt;
    }

    /**
     * Metadata was believed that expires then.
     *
     * @param rootVersion of the root that counts
     */
    void believed(Instant validUntil, long rootVersion) {
        if (rootVersion != root) {
            root = rootVersion;
            seen = Instant.EPOCH;
            until = Instant.EPOCH;
        }
        if (validUntil.isAfter(until)) {
            until = validUntil;
            write();
        }
        passed();
    }

    /** Time has passed. */
    void passed() {
        Instant now = now();
        Instant counts = now.isAfter(until) ? until : now;
        boolean last = counts.equals(until) && seen.isBefore(until);
        if (last || Duration.between(seen, counts).compareTo(STEP) >= 0) {
            seen = counts;
            write();
        }
    }

    private void write() {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("seen", seconds(seen))
                .put("until", seconds(until))
                .put("root", root)
                .toPrettyString();
        DurableDisk.replace(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }
}
