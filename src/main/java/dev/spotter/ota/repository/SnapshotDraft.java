package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.model.transfer.HashAlgorithm;
import java.time.Instant;

/** The snapshot that is being made. */
public final class SnapshotDraft extends Draft {
    public SnapshotDraft(Instant expires) {
        super("snapshot", expires);
        signed().putObject("meta");
    }

    SnapshotDraft(ObjectNode signed) {
        super(signed);
    }

    /** Lists a targets role's file. */
    public void put(String role, long version, byte[] file) {
        ((ObjectNode) signed().get("meta")).set(role + ".json", meta(version, file));
    }

    static ObjectNode meta(long version, byte[] file) {
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        meta.put("version", version).put("length", file.length);
        meta.putObject("hashes").put(HashAlgorithm.SHA256.label(), HashAlgorithm.SHA256.of(file));
        return meta;
    }
}
