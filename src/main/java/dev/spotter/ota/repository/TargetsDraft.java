package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.ota.tuf.TufKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata of a targets role that is being made. */
public final class TargetsDraft extends Draft {
    public TargetsDraft(Instant expires) {
        super("targets", expires);
        signed().putObject("targets");
    }

    TargetsDraft(ObjectNode signed) {
        super(signed);
    }

    /**
     * Offers a file.
     *
     * @param hashes in hexadecimal, by algorithm, such as {@code sha256}
     * @param custom what is said of it besides; empty for nothing
     */
    public void put(String path, long length, Map<String, String> hashes, ObjectNode custom) {
        ObjectNode target = targets().putObject(path).put("length", length);
        ObjectNode hashesJson = target.putObject("hashes");
        hashes.forEach(hashesJson::put);
        if (!custom.isEmpty()) {
            target.set("custom", custom);
        }
    }

    /** What is said of a file; absent where it is not offered. */
    Optional<ObjectNode> find(String path) {
        return Optional.ofNullable((ObjectNode) content().get("targets").get(path));
    }

    /** The SHA-256 of a file; absent where it is not offered. */
    Optional<String> sha256(String path) {
        return find(path)
                .map(target ->
                        target.path("hashes").path(HashAlgorithm.SHA256.label()).asText());
    }

    /** The paths that are offered. */
    public List<String> paths() {
        return content().get("targets").propertyStream().map(Map.Entry::getKey).toList();
    }

    public void remove(String path) {
        targets().remove(path);
    }

    /** Lets another role speak for paths that match patterns. */
    public void delegate(String role, Collection<TufKey> keys, int threshold, boolean terminating, List<String> paths) {
        ObjectNode delegation = delegation(role, keys, threshold, terminating);
        delegation.putArray("paths").addAll(texts(paths));
    }

    /** Lets another role speak for paths whose SHA-256 begins with one of the prefixes. */
    public void delegateHashes(
            String role, Collection<TufKey> keys, int threshold, boolean terminating, List<String> prefixes) {
        ObjectNode delegation = delegation(role, keys, threshold, terminating);
        delegation.putArray("path_hash_prefixes").addAll(texts(prefixes));
    }

    /** Lets 2^{@code bits} bins speak for all paths, each for its share. */
    public void delegateBins(String prefix, Collection<TufKey> keys, int threshold, int bits) {
        ObjectNode bins = delegations(keys).putObject("succinct_roles");
        bins.putArray("keyids").addAll(ids(keys));
        bins.put("threshold", threshold).put("bit_length", bits).put("name_prefix", prefix);
    }

    private ObjectNode delegation(String role, Collection<TufKey> keys, int threshold, boolean terminating) {
        ObjectNode delegation = delegations(keys).withArray("/roles").addObject();
        delegation.put("name", role).put("threshold", threshold).put("terminating", terminating);
        delegation.putArray("keyids").addAll(ids(keys));
        return delegation;
    }

    private ObjectNode delegations(Collection<TufKey> keys) {
        ObjectNode delegations = signed().withObject("/delegations");
        keys.forEach(key -> delegations.withObject("/keys").set(key.id(), SigningKey.json(key)));
        return delegations;
    }

    private ObjectNode targets() {
        return (ObjectNode) signed().get("targets");
    }

    private static List<TextNode> ids(Collection<TufKey> keys) {
        return texts(keys.stream().map(TufKey::id).toList());
    }

    private static List<TextNode> texts(Collection<String> texts) {
        return texts.stream().map(TextNode::valueOf).toList();
    }
}
