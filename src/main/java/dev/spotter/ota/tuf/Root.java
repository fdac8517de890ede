package dev.spotter.ota.tuf;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The root of trust: which keys speak for which top-level role.
 *
 * @param consistentSnapshot whether versions and hashes stand in the names of files on the server
 * @param roles by name; all four of {@link #TOP_LEVEL}
 */
public record Root(long version, Instant expires, boolean consistentSnapshot, Map<String, RoleKeys> roles)
        implements Signed {
    static final String ROLE = "root";

    /** The roles whose keys root names. */
    public static final List<String> TOP_LEVEL = List.of(ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE);

    static Root read(Envelope envelope) {
        envelope.requireType(ROLE);
        Fields signed = envelope.signed();
        Map<String, TufKey> keys = RoleKeys.readKeys(signed.object("keys"));
        Fields named = signed.object("roles");
        Map<String, RoleKeys> roles = new HashMap<>();
        TOP_LEVEL.forEach(role -> roles.put(role, RoleKeys.read(named.object(role), keys)));
        return new Root(
                signed.number("version", 1),
                signed.time("expires"),
                signed.flag("consistent_snapshot", false),
                Map.copyOf(roles));
    }

    RoleKeys keysOf(String role) {
        return roles.get(role);
    }
}
