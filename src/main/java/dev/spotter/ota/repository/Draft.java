package dev.spotter.ota.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.CanonicalJson;
import dev.spotter.ota.tuf.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A file of metadata that is being made: what shall be signed, and the signatures so far. Any change takes the signatures
 * away.
 */
public abstract sealed class Draft permits RootDraft, TimestampDraft, SnapshotDraft, TargetsDraft {
    static final String SPECIFICATION = "1.0.33";

    static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode signed;
    private final Map<String, String> signatures = new LinkedHashMap<>();

    /** A new one, version 1. */
    Draft(String type, Instant expires) {
        signed = JsonNodeFactory.instance.objectNode();
        signed.put("_type", type).put("spec_version", SPECIFICATION).put("version", 1);
        expires(expires);
    }

    /** One that was begun already: a file's signed part. */
    Draft(ObjectNode signed) {
        this.signed = signed;
    }

    /**
     * Reads a file, with its signatures.
     *
     * @param what names it in the sentence of a refusal
     * @throws UpdateException {@code invalid-metadata}
     */
    public static Draft read(String what, byte[] bytes) {
        ObjectNode file = StrictJson.read(what, bytes);
        if (!(file.get("signed") instanceof ObjectNode signed)) {
            throw new UpdateException("invalid-metadata", "%s has nothing that is signed".formatted(what));
        }
        Draft draft =
                switch (signed.path("_type").asText()) {
                    case "root" -> new RootDraft(signed);
                    case "timestamp" -> new TimestampDraft(signed);
                    case "snapshot" -> new SnapshotDraft(signed);
                    case "targets" -> new TargetsDraft(signed);
                    default ->
                        throw new UpdateException(
                                "invalid-metadata", "%s is no metadata of a kind that is known".formatted(what));
                };
        file.path("signatures")
                .forEach(one -> draft.signatures.put(
                        one.path("keyid").asText(), one.path("sig").asText()));
        return draft;
    }

    /** The kind of metadata, such as {@code root}. */
    public String type() {
        return signed.get("_type").textValue();
    }

    /** From when on nobody believes it any more. */
    public Instant expires() {
        return Instant.parse(signed.get("expires").textValue());
    }

    /** The identifiers of the keys that signed it so far. */
    public Set<String> signers() {
        return Set.copyOf(signatures.keySet());
    }

    /** What is signed, for whoever changes it. */
    public ObjectNode signed() {
        signatures.clear();
        return signed;
    }

    /** What is signed, for whoever reads it. */
    ObjectNode content() {
        return signed;
    }

    public long version() {
        return signed.get("version").longValue();
    }

    public void version(long version) {
        signed().put("version", version);
    }

    /** The next version. */
    public void bump() {
        version(version() + 1);
    }

    /** From when on nobody believes it any more. */
    public void expires(Instant expires) {
        signed().put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Signs it as it is now. */
    public void sign(SigningKey key) {
        signatures.put(key.key().id(), key.sign(CanonicalJson.bytes(signed)));
    }

    /** The file. */
    public byte[] bytes() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode list = file.putArray("signatures");
        signatures.forEach((id, signature) -> list.addObject().put("keyid", id).put("sig", signature));
        file.set("signed", signed);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }
}
