package dev.spotter.ota.tuf;

import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The targets of a repository that was just refreshed: which there are, who speaks for them, and their files. */
public final class TrustedTargets {
    private final TrustedMetadata trusted;
    private final MetadataStore store;
    private final Fetcher fetcher;
    private final ClientLimits limits;
    private Targets top;

    TrustedTargets(TrustedMetadata trusted, MetadataStore store, Fetcher fetcher, ClientLimits limits) {
        this.trusted = trusted;
        this.store = store;
        this.fetcher = fetcher;
        this.limits = limits;
    }

    /** A role that is to be looked at, on the way by which it was reached. */
    private record Step(String role, RoleKeys keys, String delegator) {}

    /** The top-level role, fetched if the stored one is not the snapshot's. */
    Targets topLevel() {
        if (top == null) {
            top = load(new Step(Targets.ROLE, trusted.root().keysOf(Targets.ROLE), Root.ROLE));
        }
        return top;
    }

    /** The time against which expiry was judged: the clock's, or a later one before which it cannot be. */
    public Instant now() {
        return trusted.now();
    }

    /** Until when the newest timestamp is believed: what is signed after it expires later. */
    public Instant validUntil() {
        return trusted.validUntil();
    }

    /** The version of the root by which all of it is believed. */
    public long rootVersion() {
        return trusted.root().version();
    }

    /** The paths that the top-level role lists itself. */
    public List<String> paths() {
        return topLevel().paths();
    }

    /**
     * Looks a target up, first with the top-level role and then with those whom it delegates to: depth first, in their
     * order, each role once. A role on the way that cannot be had or believed ends the search, for the next one might say
     * something that the first one would have overruled.
     *
     * @return nothing where no role that may speak for the path lists it
     * @throws UpdateException as a refresh, and {@code too-many-delegations}
     */
    public Optional<TargetFile> find(String path) {
        Deque<Step> toVisit = new ArrayDeque<>();
        Set<String> visited = new HashSet<>();
        Targets targets = topLevel();
        String role = Targets.ROLE;
        while (true) {
            Optional<TargetFile> found = targets.find(path);
            if (found.isPresent()) {
                return found;
            }
            visited.add(role);
            follow(targets, role, path, toVisit);
            while (!toVisit.isEmpty() && visited.contains(toVisit.peek().role())) {
                toVisit.pop();
            }
            if (toVisit.isEmpty()) {
                return Optional.empty();
            }
            if (visited.size() >= limits.delegations()) {
                throw new UpdateException(
                        "too-many-delegations",
                        "%d roles were searched for '%s'; more are not".formatted(limits.delegations(), path));
            }
            role = toVisit.peek().role();
            targets = load(toVisit.pop());
        }
    }

    private static void follow(Targets targets, String role, String path, Deque<Step> toVisit) {
        List<Step> next = new ArrayList<>();
        for (Delegation delegation : targets.delegations()) {
            Optional<String> to = delegation.roleFor(path);
            if (to.isPresent()) {
                next.add(new Step(to.get(), delegation.keys(), "the role '%s'".formatted(role)));
                if (delegation.terminating()) {
                    toVisit.clear();
                    break;
                }
            }
        }
        next.reversed().forEach(toVisit::push);
    }

    private Targets load(Step step) {
        MetaFile meta = trusted.targetsMeta(step.role());
        Optional<byte[]> stored = store.read(step.role(), limits.targetsBytes());
        if (stored.isPresent()) {
            try {
                return trusted.targets(step.role(), stored.get(), step.keys(), step.delegator());
            } catch (UpdateException e) {
                // an older one, or one that this delegator does not speak for: the repository may have the right one
            }
        }
        String quoted = FileNames.quoted(step.role()) + ".json";
        String name = trusted.root().consistentSnapshot() ? meta.version() + "." + quoted : quoted;
        long most = meta.limit("the role '%s'".formatted(step.role()), limits.targetsBytes());
        byte[] bytes = fetcher.metadata(name, most).orElseThrow(() -> missing(name));
        Targets targets = trusted.targets(step.role(), bytes, step.keys(), step.delegator());
        store.write(step.role(), bytes);
        return targets;
    }

    static UpdateException missing(String name) {
        return new UpdateException(
                "missing-metadata", "the repository lacks %s, which its metadata names".formatted(name));
    }

    /**
     * Brings a target's file. One that is there already, whole and right, is left as it is.
     *
     * @param folder where it shall lie; see {@link TargetFolder} for its name there
     * @return the file
     * @throws UpdateException {@code unsafe-target-path}, {@code length-exceeded}, {@code hash-mismatch} and others; what
     *     was there before is then still there
     */
    public Path download(TargetFile target, TargetFolder folder, TransferProgress progress) {
        target.requirePlainPath();
        Path file = folder.file(target);
        if (!folder.holds(target)) {
            download(target, folder.part(target), file, progress);
        }
        return file;
    }

    /**
     * Brings a target's file to any place.
     *
     * @param part where its bytes gather; a later call goes on with it
     * @param file that it becomes in one step, on the same disk
     * @throws UpdateException as above
     */
    public void download(TargetFile target, Path part, Path file, TransferProgress progress) {
        target.requirePlainPath();
        if (target.length() > limits.targetBytes()) {
            throw new UpdateException(
                    "length-exceeded",
                    "the target '%s' has %d bytes, at most %d are taken"
                            .formatted(target.path(), target.length(), limits.targetBytes()));
        }
        String path = trusted.root().consistentSnapshot() ? target.hashedPath() : target.path();
        fetcher.target(path, target, part, file, progress);
    }
}
