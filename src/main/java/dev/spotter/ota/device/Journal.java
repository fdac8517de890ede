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
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The state of the device's update, on the disk: each change is there before what it stands for begins. It tells what to go
 * on with, never what runs, so that losing it costs an update and no more.
 */
final class Journal {
    private static final String FILE = "journal.json";
    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 64 * 1024;

    private final Path file;

    Journal(Path folder) {
        file = folder.resolve(FILE);
    }

    /** The last entry; nothing where there is none, or none that can be read. */
    Optional<JournalEntry> read() {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = DurableDisk.small(file, MOST_BYTES);
            return Optional.of(entry(Fields.of(FILE, StrictJson.read(FILE, bytes))));
        } catch (UpdateException damaged) {
            return Optional.empty();
        }
    }

    private static JournalEntry entry(Fields fields) {
        if (fields.number("format", 1) != FORMAT) {
            throw fields.invalid("format is not %d".formatted(FORMAT));
        }
        String word = fields.text("state");
        UpdateState state = Arrays.stream(UpdateState.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> fields.invalid("'%s' is no state".formatted(word)));
        return new JournalEntry(
                state,
                fields.optionalText("set"),
                fields.optionalText("repository"),
                fields.optionalText("manifest"),
                fields.optionalText("code"),
                fields.optionalText("message"),
                fields.time("since"),
                (int) Math.min(fields.number("starts", 0), Integer.MAX_VALUE - 1));
    }

    /** Writes the next entry. */
    void write(JournalEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", FORMAT).put("state", entry.state().word());
        entry.set().ifPresent(set -> node.put("set", set));
        entry.repository().ifPresent(repository -> node.put("repository", repository));
        entry.manifest().ifPresent(manifest -> node.put("manifest", manifest));
        entry.code().ifPresent(code -> node.put("code", code));
        entry.message().ifPresent(message -> node.put("message", message));
        node.put("since", Instant.ofEpochMilli(entry.since().toEpochMilli()).toString());
        node.put("starts", entry.starts());
        DurableDisk.replace(file, (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
