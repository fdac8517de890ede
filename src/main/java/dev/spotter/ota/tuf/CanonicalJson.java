package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON as OLPC wrote it down and as TUF signs it: no white space, members in the order of their names' code
 * points, integers only, strings in UTF-8 in which only the quote and the backslash are escaped; control characters
 * stand as they are, and nothing is normalised.
 */
public final class CanonicalJson {
    /** Java compares UTF-16 units, which puts the astral planes before U+E000; the others compare code points. */
    private static final Comparator<String> CODE_POINTS = (a, b) -> {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    };

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /**
     * The bytes that are signed.
     *
     * @throws UpdateException {@code invalid-metadata} where there are none: a fraction, or half of a surrogate pair
     */
    public static byte[] bytes(JsonNode value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(json.text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new UpdateException(
                    "invalid-metadata", "a text has half of a surrogate pair, which cannot be signed", e);
        }
    }

    private void write(JsonNode value) {
        switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> array(array);
            case JsonNode node when node.isTextual() -> string(node.textValue());
            case JsonNode node when node.isIntegralNumber() -> text.append(node.bigIntegerValue());
            case JsonNode node when node.isBoolean() || node.isNull() -> text.append(node.asText());
            default ->
                throw new UpdateException("invalid-metadata", "a %s cannot be signed".formatted(value.getNodeType()));
        }
    }

    private void object(ObjectNode object) {
        Map<String, JsonNode> members = new TreeMap<>(CODE_POINTS);
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            text.append(separator);
            string(member.getKey());
            text.append(':');
            write(member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void array(ArrayNode array) {
        text.append('[');
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); ) {
            write(elements.next());
            if (elements.hasNext()) {
                text.append(',');
            }
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
