package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spotter.model.transfer.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of a role's delegations: whom it lets speak for which paths. */
interface Delegation {
    /** The role that may speak for the path, if one may. */
    Optional<String> roleFor(String path);

    RoleKeys keys();

    /** Whether nobody after it is asked for a path that it may speak for. */
    boolean terminating();

    static List<Delegation> readAll(Fields fields) {
        Map<String, TufKey> keys = RoleKeys.readKeys(fields.object("keys"));
        if (fields.has("succinct_roles")) {
            if (fields.has("roles")) {
                throw fields.invalid("it has both roles and succinct_roles");
            }
            return List.of(HashBins.read(fields.object("succinct_roles"), keys));
        }
        List<Delegation> roles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode element : fields.list("roles")) {
            DelegatedRole role = DelegatedRole.read(Fields.of(fields.where() + ".roles", element), keys);
            if (!names.add(role.name())) {
                throw fields.invalid("the role '%s' stands twice".formatted(role.name()));
            }
            roles.add(role);
        }
        return List.copyOf(roles);
    }

    /** SHA-256 of a target's path, in hexadecimal. */
    static String pathHash(String path) {
        return HashAlgorithm.SHA256.of(path.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses the names that root gives away. */
    static String requireDelegable(Fields fields, String name) {
        if (name.isEmpty() || Root.TOP_LEVEL.contains(name)) {
            throw fields.invalid("'%s' cannot be the name of a delegated role".formatted(name));
        }
        return name;
    }
}
