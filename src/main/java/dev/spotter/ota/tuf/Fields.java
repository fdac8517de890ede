package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The members of one object of metadata, each of the type that it must have. What is unknown is left alone. */
public record Fields(String where, ObjectNode object) {
    public static Fields of(String where, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Fields(where, object);
        }
        throw new UpdateException("invalid-metadata", "%s is no object".formatted(where));
    }

    public UpdateException invalid(String sentence) {
        return new UpdateException("invalid-metadata", "%s: %s".formatted(where, sentence));
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public String text(String name) {
        return require(name, "a text", JsonNode::isTextual).textValue();
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? require(name, "true or false", JsonNode::isBoolean).booleanValue() : otherwise;
    }

    public Fields object(String name) {
        return of(where + "." + name, require(name, "an object", JsonNode::isObject));
    }

    public Optional<Fields> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public List<JsonNode> list(String name) {
        List<JsonNode> elements = new ArrayList<>();
        require(name, "a list", JsonNode::isArray).forEach(elements::add);
        return elements;
    }

    public List<String> texts(String name) {
        return list(name).stream()
                .map(element -> {
                    if (!element.isTextual()) {
                        throw invalid("%s has an element that is no text".formatted(name));
                    }
                    return element.textValue();
                })
                .toList();
    }

    /** A whole number from {@code least} on that fits 63 bits. */
    public long number(String name, long least) {
        JsonNode number = require(name, "a whole number", JsonNode::canConvertToLong);
        if (!number.isIntegralNumber() || number.longValue() < least) {
            throw invalid("%s is %s, at least %d is allowed".formatted(name, number, least));
        }
        return number.longValue();
    }

    public OptionalLong optionalNumber(String name, long least) {
        return has(name) ? OptionalLong.of(number(name, least)) : OptionalLong.empty();
    }

    public Instant time(String name) {
        String text = text(name);
        try {
            if (text.endsWith("Z") && text.length() <= 30) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // the sentence below says what a time looks like
        }
        throw invalid("%s is '%s', not a time such as 2027-01-31T12:00:00Z".formatted(name, text));
    }

    private JsonNode require(String name, String type, Predicate<JsonNode> is) {
        JsonNode node = object.get(name);
        if (node == null || !is.test(node)) {
            throw invalid("%s is %s, %s is needed".formatted(name, node == null ? "missing" : "of another type", type));
        }
        return node;
    }
}
