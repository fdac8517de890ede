package dev.spotter.ota.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.tuf.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of metadata that is being made: what shall be signed, and the signatures so far. Any change takes the signatures
 * away.
 */
public abstract sealed class Draft permits RootDraft, TimestampDraft, SnapshotDraft, TargetsDraft {
    static final String SPECIFICATION = "1.0.33";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode signed;
    private final Map<String, String> signatures = new LinkedHashMap<>();

    /** A new one, version 1. */
    Draft(String type, Instant expires) {
        signed = JsonNodeFactory.instance.objectNode();
        signed.put("_type", type).put("spec_version", SPECIFICATION).put("version", 1);
        expires(expires);
    }

    /** One that goes on with what is signed already. */
    Draft(ObjectNode signed, Map<String, String> signatures) {
        this.signed = signed;
        this.signatures.putAll(signatures);
    }

    /** What is signed; for whoever changes it by more than the methods here. */
    public ObjectNode signed() {
        signatures.clear();
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
