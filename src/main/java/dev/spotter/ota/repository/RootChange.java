package dev.spotter.ota.repository;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Root;
import dev.spotter.ota.tuf.TufKey;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** Changes which keys speak for a role. The changed root waits for the signatures of the old and the new root keys. */
public final class RootChange {
    /** Names the two roles whose keys are online: snapshot and timestamp. */
    public static final String ONLINE = "online";

    private RootChange() {}

    /**
     * Begins a root.
     *
     * @param threshold how many of the root keys must sign a root
     */
    public static RootDraft first(
            List<TufKey> root, int threshold, List<TufKey> targets, List<TufKey> online, Instant now) {
        RootDraft draft = new RootDraft(now.plus(Workspace.OFFLINE));
        root.forEach(key -> draft.addKey("root", key));
        targets.forEach(key -> draft.addKey("targets", key));
        roles(ONLINE).forEach(role -> online.forEach(key -> draft.addKey(role, key)));
        draft.threshold("root", threshold);
        requirePossible(draft);
        return draft;
    }

    /** Lets a key speak for a role. */
    public static void add(Workspace workspace, String role, TufKey key, OptionalInt threshold, Instant now) {
        change(workspace, role, threshold, now, (root, each) -> root.addKey(each, key));
    }

    /** Takes a role away from a key. @throws UpdateException {@code unknown-key} */
    public static void remove(Workspace workspace, String role, String id, OptionalInt threshold, Instant now) {
        change(workspace, role, threshold, now, (root, each) -> {
            if (!root.keyIds(each).contains(id)) {
                throw new UpdateException("unknown-key", "the key %s does not speak for %s".formatted(id, each));
            }
            root.removeKey(each, id);
        });
    }

    private static void change(
            Workspace workspace,
            String role,
            OptionalInt threshold,
            Instant now,
            BiConsumer<RootDraft, String> change) {
        RootDraft root = workspace.nextRoot(now);
        for (String each : roles(role)) {
            change.accept(root, each);
            threshold.ifPresent(number -> root.threshold(each, number));
        }
        requirePossible(root);
        workspace.stage(root);
        if (role.equals("targets")) {
            workspace.stage(workspace.nextTargets(now)); // to be signed by the new keys
        }
    }

    private static List<String> roles(String role) {
        if (role.equals(ONLINE)) {
            return List.of("snapshot", "timestamp");
        }
        if (Root.TOP_LEVEL.contains(role)) {
            return List.of(role);
        }
        throw new UpdateException(
                "unknown-role",
                "'%s' is no role; there are root, targets, snapshot, timestamp, and online for the last two"
                        .formatted(role));
    }

    private static void requirePossible(RootDraft root) {
        for (String role : Root.TOP_LEVEL) {
            int keys = root.keyIds(role).size();
            if (root.threshold(role) < 1 || root.threshold(role) > keys) {
                throw new UpdateException(
                        "impossible-threshold",
                        "%s needs %d signatures, but has %d keys; give it more keys, or another threshold"
                                .formatted(role, root.threshold(role), keys));
            }
        }
    }
}
