package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.ota.TargetPaths;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Brings a set into a repository's folder: its files, its manifest, and the channel that points to it. Nothing is published yet. */
public final class SetAddition {
    private static final int FORMAT = 1;

    private final Workspace workspace;
    private final TargetsDraft targets;

    private SetAddition(Workspace workspace, TargetsDraft targets) {
        this.workspace = workspace;
        this.targets = targets;
    }

    /**
     * Adds a set.
     *
     * @param channel that devices follow, which wants this set from now on
     * @throws UpdateException {@code version-reused} where a package was published in this version with other content,
     *     {@code set-exists}, {@code no-package}
     * @throws dev.spotter.model.ModelException where a package is not right
     */
    public static void add(Workspace workspace, PublishedSet set, String channel, Instant now) {
        PublishedSet.requireName("channel", channel);
        SetAddition addition = new SetAddition(workspace, workspace.nextTargets(now));
        addition.add(set);
        addition.point(channel, set.name());
    }

    /**
     * Has a channel want a set that is there.
     *
     * @throws UpdateException {@code unknown-set}, {@code bad-set}
     */
    public static void point(Workspace workspace, String channel, String set, Instant now) {
        PublishedSet.requireName("channel", channel);
        SetAddition addition = new SetAddition(workspace, workspace.nextTargets(now));
        if (addition.targets.sha256(TargetPaths.set(set)).isEmpty()) {
            throw new UpdateException(
                    "unknown-set",
                    "no set %s was added to this repository; `spotter repo inspect` lists those that were"
                            .formatted(set));
        }
        addition.point(channel, set);
    }

    private void point(String channel, String set) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("set", set);
        put(TargetPaths.channel(channel), json(wanted), JsonNodeFactory.instance.objectNode());
        workspace.stage(targets);
    }

    private void add(PublishedSet set) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", FORMAT).put("set", set.name()).put("description", set.description());
        ObjectNode folders = manifest.putObject("folders");
        for (Path path : set.folders()) {
            PackageFolder folder = PackageFolder.read(path);
            ObjectNode files = folders.putObject(folder.name()).putObject("files");
            for (String file : folder.files()) {
                files.set(file, putOnce(folder.target(file), folder.read(file)));
            }
        }
        set.profile()
                .ifPresent(fragment ->
                        manifest.set("profile", putOnce("sets/%s.profile.yaml".formatted(set.name()), read(fragment))));
        String path = TargetPaths.set(set.name());
        byte[] bytes = json(manifest);
        String sha256 = HashAlgorithm.SHA256.of(bytes);
        targets.sha256(path).filter(before -> !before.equals(sha256)).ifPresent(_ -> {
            throw new UpdateException(
                    "set-exists",
                    "the set %s is there already with other content; give this one another name".formatted(set.name()));
        });
        put(path, bytes, set.custom());
    }

    /** Content that stays what it is for ever, under this name. */
    private ObjectNode putOnce(String path, byte[] content) {
        String sha256 = HashAlgorithm.SHA256.of(content);
        Optional<String> before = targets.sha256(path);
        if (before.isPresent() && !before.get().equals(sha256)) {
            throw new UpdateException(
                    "version-reused",
                    "%s is there already with other content; give what was changed a new version".formatted(path));
        }
        if (before.isEmpty()) {
            put(path, content, JsonNodeFactory.instance.objectNode());
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("sha256", sha256)
                .put("length", content.length)
                .put("target", path);
    }

    private void put(String path, byte[] content, ObjectNode custom) {
        String sha256 = HashAlgorithm.SHA256.of(content);
        workspace.putTarget(path, sha256, content);
        targets.put(path, content.length, Map.of(HashAlgorithm.SHA256.label(), sha256), custom);
    }

    private static byte[] json(ObjectNode node) {
        return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Workspace.failed(file, e);
        }
    }
}
