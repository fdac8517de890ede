package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import java.io.ByteArrayOutputStream;
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

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    private CanonicalJson() {}

    /**
     * The bytes that are signed.
     *
     * @throws UpdateException {@code invalid-metadata} where there are none: a fraction, or half of a surrogate pair
     */
    public static byte[] bytes(JsonNode value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        return json.bytes.toByteArray();
    }

    private void write(JsonNode value) {
        switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> array(array);
            case JsonNode node when node.isTextual() -> string(node.textValue());
            case JsonNode node
            when node.isIntegralNumber() -> ascii(node.bigIntegerValue().toString());
            case JsonNode node when node.isBoolean() || node.isNull() -> ascii(node.asText());
            default ->
                throw new UpdateException("invalid-metadata", "a %s cannot be signed".formatted(value.getNodeType()));
        }
    }

    private void object(ObjectNode object) {
        Map<String, JsonNode> members = new TreeMap<>(CODE_POINTS);
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        bytes.write('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            ascii(separator);
            string(member.getKey());
            bytes.write(':');
            write(member.getValue());
            separator = ",";
        }
        bytes.write('}');
    }

    private void array(ArrayNode array) {
        bytes.write('[');
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); ) {
            write(elements.next());
            if (elements.hasNext()) {
                bytes.write(',');
            }
        }
        bytes.write(']');
    }

    private void string(String value) {
        bytes.write('"');
        int next;
        for (int i = 0; i < value.length(); i += next) {
            int c = value.codePointAt(i);
            next = Character.charCount(c);
            if (c == '"' || c == '\\') {
                bytes.write('\\');
            }
            utf8(c);
        }
        bytes.write('"');
    }

    /** Written byte by byte: a file of several MB need not be held as characters too. */
    private void utf8(int c) {
        if (c < 0x80) {
            bytes.write(c);
        } else if (c < 0x800) {
            bytes.write(0xc0 | c >> 6);
            bytes.write(0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            if (Character.isSurrogate((char) c)) {
                throw new UpdateException(
                        "invalid-metadata", "a text has half of a surrogate pair, which cannot be signed");
            }
            bytes.write(0xe0 | c >> 12);
            bytes.write(0x80 | c >> 6 & 0x3f);
            bytes.write(0x80 | c & 0x3f);
        } else {
            bytes.write(0xf0 | c >> 18);
            bytes.write(0x80 | c >> 12 & 0x3f);
            bytes.write(0x80 | c >> 6 & 0x3f);
            bytes.write(0x80 | c & 0x3f);
        }
    }

    private void ascii(String value) {
        bytes.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
