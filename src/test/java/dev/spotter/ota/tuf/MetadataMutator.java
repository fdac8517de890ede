package dev.spotter.ota.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.SigningKey;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Makes mutants of files of metadata: in bytes, in the structure of the JSON, in signatures, or another file altogether. */
final class MetadataMutator {
    private static final List<String> TEXTS = List.of(
            "",
            "root",
            "targets",
            "../x",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "\u0000",
            "é",
            "\\",
            "1.0",
            "2.0");
    private static final long[] NUMBERS = {0, 1, 2, 3, -1, 255, 1L << 31, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE};

    private final Random random;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    MetadataMutator(Random random) {
        this.random = random;
    }

    boolean sometimes(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    byte[] mutant(byte[] original, Collection<byte[]> others) {
        byte[] mutant =
                switch (random.nextInt(8)) {
                    case 0, 1 -> bytes(original);
                    case 2 -> sometimes(2) ? another(others) : padded(original);
                    case 3, 4 -> signatures(original);
                    default -> structure(original);
                };
        return sometimes(10) ? bytes(mutant) : mutant;
    }

    /** The same content with other signatures: one of the key. */
    Optional<byte[]> signedBy(SigningKey key, byte[] file) {
        try {
            ObjectNode json = StrictJson.read("the mutant", file);
            ArrayNode signatures = nodes.arrayNode();
            signatures
                    .addObject()
                    .put("keyid", key.key().id())
                    .put("sig", key.sign(CanonicalJson.bytes(json.get("signed"))));
            json.set("signatures", signatures);
            return Optional.of(json.toString().getBytes(UTF_8));
        } catch (UpdateException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private byte[] bytes(byte[] original) {
        byte[] copy = original.clone();
        if (copy.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(copy.length);
        int length = Math.min(1 + random.nextInt(40), copy.length - at);
        switch (random.nextInt(6)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt();
            case 2 -> random.ints(length).forEach(value -> copy[random.nextInt(copy.length)] = (byte) value);
            case 3 -> {
                return Arrays.copyOf(copy, at);
            }
            case 4 -> {
                return spliced(copy, at, at + length, new byte[0]);
            }
            default -> {
                return spliced(copy, at, at, Arrays.copyOfRange(copy, at, at + length));
            }
        }
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(between);
        spliced.write(bytes, to, bytes.length - to);
        return spliced.toByteArray();
    }

    private byte[] another(Collection<byte[]> others) {
        return List.copyOf(others).get(random.nextInt(others.size()));
    }

    /** Longer, the same, or deep. */
    private byte[] padded(byte[] original) {
        String padding =
                switch (random.nextInt(3)) {
                    case 0 -> " ".repeat(random.nextInt(5000));
                    case 1 -> "[".repeat(random.nextInt(5000));
                    default -> "{\"a\":".repeat(random.nextInt(5000));
                };
        return sometimes(2)
                ? spliced(original, original.length, original.length, padding.getBytes(UTF_8))
                : spliced(original, 1, 1, ("\"x\":" + padding).getBytes(UTF_8));
    }

    private byte[] signatures(byte[] original) {
        ObjectNode json = StrictJson.read("the original", original);
        ArrayNode signatures = (ArrayNode) json.get("signatures");
        ObjectNode first = (ObjectNode) signatures.get(0);
        switch (random.nextInt(7)) {
            case 0 -> signatures.removeAll();
            case 1 -> signatures.add(first.deepCopy());
            case 2 -> signatures.add(first.deepCopy().put("keyid", "0".repeat(64)));
            case 3 -> first.put("keyid", TEXTS.get(random.nextInt(TEXTS.size())));
            case 4 -> first.put("sig", text(first.get("sig").textValue()));
            case 5 -> first.put("sig", first.get("sig").textValue().toUpperCase(Locale.ROOT));
            default -> {
                SigningKey stranger = SigningKey.generate(SignatureScheme.ED25519);
                first.put("sig", stranger.sign(CanonicalJson.bytes(json.get("signed"))));
                if (sometimes(2)) {
                    first.put("keyid", stranger.key().id());
                }
            }
        }
        return json.toString().getBytes(UTF_8);
    }

    private byte[] structure(byte[] original) {
        ObjectNode json = StrictJson.read("the original", original);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(sometimes(5) ? json : json.path("signed"), containers);
            if (!containers.isEmpty()) {
                change(containers.get(random.nextInt(containers.size())));
            }
        }
        return json.toString().getBytes(UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void change(JsonNode container) {
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || sometimes(6)
                    ? "x" + random.nextInt(100)
                    : names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 ->
                    object.set(
                            TEXTS.get(random.nextInt(TEXTS.size())),
                            object.path(name).deepCopy());
                default -> object.set(name, changed(object.path(name)));
            }
        } else if (container instanceof ArrayNode array) {
            int at = array.isEmpty() ? 0 : random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(at);
                case 1 -> array.insert(at, array.path(at).deepCopy());
                default -> array.insert(at, changed(array.path(at)));
            }
        }
    }

    private JsonNode changed(JsonNode value) {
        if (sometimes(4)) {
            return switch (random.nextInt(6)) {
                case 0 -> nodes.nullNode();
                case 1 -> nodes.objectNode();
                case 2 -> nodes.arrayNode();
                case 3 -> nodes.booleanNode(random.nextBoolean());
                case 4 -> nodes.numberNode(NUMBERS[random.nextInt(NUMBERS.length)]);
                default -> nodes.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            };
        }
        if (value.isTextual()) {
            return nodes.textNode(text(value.textValue()));
        }
        if (value.isIntegralNumber()) {
            return nodes.numberNode(
                    sometimes(2) ? value.longValue() + random.nextInt(5) - 2 : NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return value.isMissingNode() ? nodes.textNode("new") : value.deepCopy();
    }

    private String text(String value) {
        if (value.isEmpty() || sometimes(3)) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        StringBuilder changed = new StringBuilder(value);
        changed.setCharAt(random.nextInt(value.length()), (char) ('0' + random.nextInt(60)));
        return changed.toString();
    }
}
