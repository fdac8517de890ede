package dev.spotter.ota.tuf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delegation to one named role.
 *
 * @param patterns of paths; empty where it goes by hashes
 * @param hashPrefixes of the SHA-256 of paths, in hexadecimal; empty where it goes by patterns
 */
record DelegatedRole(
        String name, RoleKeys keys, boolean terminating, List<PathPattern> patterns, List<String> hashPrefixes)
        implements Delegation {
    static DelegatedRole read(Fields fields, Map<String, TufKey> keys) {
        boolean byPattern = fields.has("paths");
        if (byPattern == fields.has("path_hash_prefixes")) {
            throw fields.invalid("it needs either paths or path_hash_prefixes");
        }
        return new DelegatedRole(
                Delegation.requireDelegable(fields, fields.text("name")),
                RoleKeys.read(fields, keys),
                fields.flag("terminating", false),
                byPattern ? fields.texts("paths").stream().map(PathPattern::new).toList() : List.of(),
                byPattern ? List.of() : fields.texts("path_hash_prefixes"));
    }

    @Override
    public Optional<String> roleFor(String path) {
        boolean its = hashPrefixes.isEmpty()
                ? patterns.stream().anyMatch(pattern -> pattern.matches(path))
                : hashPrefixes.stream().anyMatch(Delegation.pathHash(path)::startsWith);
        return its ? Optional.of(name) : Optional.empty();
    }
}
