package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.tuf.Root;
import dev.spotter.ota.tuf.TufKey;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** The root that is being made: keys, and which of them speak for which role. */
public final class RootDraft extends Draft {
    /** A new one, with consistent snapshots, no keys, and thresholds of 1. */
    public RootDraft(Instant expires) {
        super("root", expires);
        signed().put("consistent_snapshot", true).putObject("keys");
        ObjectNode roles = signed().putObject("roles");
        Root.TOP_LEVEL.forEach(role -> roles.putObject(role).put("threshold", 1).putArray("keyids"));
    }

    RootDraft(ObjectNode signed) {
        super(signed);
    }

    public void consistentSnapshot(boolean consistent) {
        signed().put("consistent_snapshot", consistent);
    }

    /** Lets a key speak for a role. */
    public void addKey(String role, TufKey key) {
        if (keyIds(role).contains(key.id())) {
            return;
        }
        ((ObjectNode) signed().get("keys")).set(key.id(), SigningKey.json(key));
        ((ArrayNode) role(role).get("keyids")).add(key.id());
    }

    /** Takes a role away from a key; a key that speaks for nothing any more is forgotten. */
    public void removeKey(String role, String id) {
        for (Iterator<JsonNode> ids = role(role).get("keyids").elements(); ids.hasNext(); ) {
            if (ids.next().textValue().equals(id)) {
                ids.remove();
            }
        }
        if (Root.TOP_LEVEL.stream().noneMatch(other -> keyIds(other).contains(id))) {
            ((ObjectNode) signed().get("keys")).remove(id);
        }
    }

    public void threshold(String role, int threshold) {
        role(role).put("threshold", threshold);
    }

    private ObjectNode role(String role) {
        return (ObjectNode) signed().get("roles").get(role);
    }

    /** The identifiers of the keys that speak for a role, in the order in which they were added. */
    public List<String> keyIds(String role) {
        return content()
                .get("roles")
                .get(role)
                .get("keyids")
                .valueStream()
                .map(JsonNode::textValue)
                .toList();
    }

    /** How many keys of a role must sign. */
    public int threshold(String role) {
        return content().get("roles").get(role).get("threshold").intValue();
    }
}
