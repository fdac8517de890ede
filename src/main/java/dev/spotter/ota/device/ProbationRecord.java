package dev.spotter.ota.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a probation has come to, on the disk, so that restarts neither shorten it nor go on for ever.
 *
 * @param set that is on probation
 * @param starts how often the program was started with it
 * @param watched how long it has run, restarts not counted
 * @param code why it is being taken back; empty where it is not
 * @param message the same as a sentence
 */
record ProbationRecord(String set, int starts, Duration watched, Optional<String> code, Optional<String> message) {
    private static final String FILE = "probation.json";
    private static final int MOST_BYTES = 64 * 1024;

    /** It begins. */
    static ProbationRecord of(String set) {
        return new ProbationRecord(set, 0, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    ProbationRecord startedAgain() {
        return new ProbationRecord(set, starts + 1, watched, code, message);
    }

    ProbationRecord watched(Duration soFar) {
        return new ProbationRecord(set, starts, soFar, code, message);
    }

    ProbationRecord because(String why, String sentence) {
        return new ProbationRecord(set, starts, watched, Optional.of(why), Optional.of(sentence));
    }

    /** What is written there of this set; where nothing is, its probation begins. */
    static ProbationRecord read(Path folder, String set) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return of(set);
        }
        try {
            Fields fields = Fields.of(FILE, StrictJson.read(FILE, DurableDisk.small(file, MOST_BYTES)));
            return fields.text("set").equals(set) ? read(fields) : of(set);
        } catch (UpdateException damaged) {
            return of(set);
        }
    }

    private static ProbationRecord read(Fields fields) {
        return new ProbationRecord(
                fields.text("set"),
                (int) Math.min(fields.number("starts", 0), Integer.MAX_VALUE - 1),
                Duration.ofMillis(fields.number("watchedMillis", 0)),
                fields.optionalText("code"),
                fields.optionalText("message"));
    }

    /** From now on this is so. */
    void write(Path folder) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("set", set)
                .put("starts", starts)
                .put("watchedMillis", watched.toMillis());
        code.ifPresent(why -> node.put("code", why));
        message.ifPresent(sentence -> node.put("message", sentence));
        DurableDisk.replace(folder.resolve(FILE), (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** It is over. What the disk does not forget is overwritten when the next one begins. */
    static void forget(Path folder) {
        try {
            DurableDisk.delete(folder.resolve(FILE));
        } catch (UpdateException e) {
            // nobody looks at it
        }
    }
}
