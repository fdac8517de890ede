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
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the channel and the back end said when the device last acted on them. Both say it again and again; only what has
 * changed counts, so that the next poll does not undo what somebody did by hand since.
 */
final class Wishes {
    /** Who wants something. */
    enum Source {
        /** Somebody who means it now. */
        HAND,
        /** The repository's channel, at each poll. */
        CHANNEL,
        /** The back end, at each connection. */
        BACK_END,
        /** The channel of a stick, as long as it is plugged in. */
        STICK;

        private String member() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String FILE = "wishes.json";
    private static final int MOST_BYTES = 4096;

    private final Path file;
    private final Map<Source, String> met = new EnumMap<>(Source.class);

    Wishes(Path folder) {
        file = folder.resolve(FILE);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            read();
        }
    }

    private void read() {
        try {
            Fields fields = Fields.of(FILE, StrictJson.read(FILE, DurableDisk.small(file, MOST_BYTES)));
            for (Source source : Source.values()) {
                if (fields.has(source.member())) {
                    met.put(source, fields.text(source.member()));
                }
            }
        } catch (UpdateException damaged) {
            met.clear(); // they are acted on once more
        }
    }

    /** Whether the same was said before. What is meant now never was. */
    boolean isMet(Source source, String set, String manifest) {
        return source != Source.HAND && wish(set, manifest).equals(met.get(source));
    }

    /** Whether a set of this name was wanted before; for where the repository cannot be asked. */
    boolean isMet(Source source, Optional<String> set) {
        String before = met.get(source);
        return before != null && set.isPresent() && before.startsWith(set.get() + " ");
    }

    /** Whether what is said is said because somebody changed it; a channel that is heard for the first time may be old. */
    boolean isNews(Source source) {
        return source != Source.CHANNEL || met.containsKey(source);
    }

    /** What was wanted counts anew, because what came of it is lost. */
    void forget() {
        met.clear();
        try {
            DurableDisk.delete(file);
        } catch (UpdateException e) {
            // until the next start
        }
    }

    /** It was acted on; what is meant now need not be kept. */
    void meet(Source source, String set, String manifest) {
        if (source != Source.HAND && !isMet(source, set, manifest)) {
            met.put(source, wish(set, manifest));
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            met.forEach((who, wish) -> node.put(who.member(), wish));
            DurableDisk.replace(file, (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String wish(String set, String manifest) {
        return set + " " + manifest;
    }
}
