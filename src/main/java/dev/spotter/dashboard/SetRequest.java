package dev.spotter.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody says of a set, on the page or by a command; what they do not say is empty.
 *
 * @param label what is done
 * @param subject who does it
 * @param repetitions a count such as {@code 5}, or {@code 9-10}
 * @param rpe rating of perceived exertion
 */
public record SetRequest(
        Optional<String> label, Optional<String> subject, Optional<String> repetitions, Optional<Double> rpe) {
    /** The keys of the JSON form. */
    public static final List<String> KEYS = List.of("label", "subject", "repetitions", "rpe");

    /**
     * Reads the JSON form, {@code {"label":"squat","subject":"anna","repetitions":5,"rpe":8}}.
     *
     * @param besides keys that the object may have besides, and that are not looked at
     * @throws LabellingRefusal {@code malformed-command} if a value is of a wrong type, or a key is not known
     */
    public static SetRequest of(ObjectNode json, Set<String> besides) {
        Set<String> unknown = new TreeSet<>();
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name) && !besides.contains(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            Set<String> known = new TreeSet<>(besides);
            known.addAll(KEYS);
            throw malformed(
                    "there is no '%s'; there are %s".formatted(String.join("', '", unknown), String.join(", ", known)));
        }
        return new SetRequest(
                text(json, "label"),
                text(json, "subject"),
                repetitions(json.path("repetitions")),
                rpe(json.path("rpe")));
    }

    private static Optional<String> text(ObjectNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw malformed("%s has to be a text, not %s".formatted(key, value));
        }
        return Optional.of(value.textValue());
    }

    private static Optional<String> repetitions(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() && !value.isTextual()) {
            throw malformed("repetitions has to be a count such as 5 or \"9-10\", not " + value);
        }
        return Optional.of(value.asText());
    }

    private static Optional<Double> rpe(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw malformed("rpe has to be a number such as 8 or 8.5, not " + value);
        }
        return Optional.of(value.doubleValue());
    }

    private static LabellingRefusal malformed(String sentence) {
        return new LabellingRefusal("malformed-command", sentence);
    }
}
