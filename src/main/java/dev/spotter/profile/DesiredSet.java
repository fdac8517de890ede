package dev.spotter.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetManifest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a back end wants a device to run: {@code {"set":"2026-11-a","repository":"https://updates.example/gym/"}}.
 *
 * @param set its name; empty for the one that the repository's channel points to
 * @param repository its address; empty for the one of the profile
 */
record DesiredSet(Optional<String> set, Optional<String> repository) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_QUOTED = 80;
    private static final Set<String> MEMBERS = Set.of("set", "repository");

    /**
     * Reads it.
     *
     * @param payload as it came; empty where nothing is wanted any more
     * @throws UpdateException {@code malformed-desired}, {@code bad-address}
     */
    static Optional<DesiredSet> read(byte[] payload) {
        if (payload.length == 0) {
            return Optional.empty();
        }
        ObjectNode object = object(payload);
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            throw malformed("there is no '%s', there are repository and set"
                    .formatted(quoted(unknown.iterator().next())));
        }
        Optional<String> set = text(object, "set");
        set.filter(name -> !SetManifest.NAME.matcher(name).matches()).ifPresent(name -> {
            throw malformed("'%s' is no name of a set".formatted(quoted(name)));
        });
        Optional<String> repository = text(object, "repository");
        repository.filter(address -> !isWeb(address)).ifPresent(address -> {
            throw new UpdateException(
                    "bad-address",
                    "ota/desired names the repository '%s'; a back end may name one by https: or http: only"
                            .formatted(quoted(address)));
        });
        return Optional.of(new DesiredSet(set, repository));
    }

    private static ObjectNode object(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            throw malformed("it has %d bytes, up to %d are read".formatted(payload.length, MOST_BYTES));
        }
        try {
            if (JSON.readTree(payload) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // said below
        }
        throw malformed("it is no JSON object");
    }

    /** A back end reaches a device's files by no address. */
    private static boolean isWeb(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    private static Optional<String> text(ObjectNode object, String member) {
        JsonNode value = object.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw malformed("%s has to be a text".formatted(member));
        }
        return Optional.of(value.textValue());
    }

    private static String quoted(String given) {
        return given.length() <= MOST_QUOTED ? given : given.substring(0, MOST_QUOTED) + "…";
    }

    private static UpdateException malformed(String what) {
        return new UpdateException(
                "malformed-desired",
                "ota/desired cannot be understood: %s; expected is {\"set\":\"2026-11-a\",\"repository\":\"https://…\"}"
                        .formatted(what));
    }
}
