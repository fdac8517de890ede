package dev.spotter.ota.repository;

import dev.spotter.ota.TargetPaths;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.Root;
import dev.spotter.ota.tuf.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a repository's folder holds, line by line, for people. */
public final class Inspection {
    private final Workspace workspace;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    private Inspection(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    public static List<String> of(Workspace workspace, Instant now) {
        Inspection inspection = new Inspection(workspace, now);
        inspection.published();
        inspection.staged();
        return inspection.lines;
    }

    /** One file of metadata: what whoever signs it should look at first. */
    public static List<String> of(Draft draft, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("%s version %d, %s, signed by %d keys"
                .formatted(
                        draft.type(),
                        draft.version(),
                        expiry(draft, now),
                        draft.signers().size()));
        if (draft instanceof RootDraft root) {
            for (String role : Root.TOP_LEVEL) {
                lines.add("  %s: %d of %d keys"
                        .formatted(role, root.threshold(role), root.keyIds(role).size()));
                root.keyIds(role)
                        .forEach(id -> lines.add(
                                "    %s%s".formatted(id, draft.signers().contains(id) ? " (signed)" : "")));
            }
        }
        if (draft instanceof TargetsDraft targets) {
            targets.paths().forEach(path -> TargetPaths.setOf(path)
                    .ifPresent(set -> lines.add("  set %s %s"
                            .formatted(set, targets.find(path).orElseThrow().path("custom"))
                            .stripTrailing())));
            lines.add("  %d files".formatted(targets.paths().size()));
        }
        return lines;
    }

    private static String expiry(Draft draft, Instant now) {
        long days = ChronoUnit.DAYS.between(now, draft.expires());
        return draft.expires().isAfter(now)
                ? "expires in %d days (%s)".formatted(days, draft.expires())
                : "EXPIRED at %s".formatted(draft.expires());
    }

    private void published() {
        if (workspace.published("timestamp.json").isEmpty()) {
            lines.add("nothing is published yet");
            return;
        }
        lines.add("published:");
        for (String role : List.of("root", "targets", "snapshot")) {
            workspace
                    .newest(role)
                    .ifPresent(version -> add(workspace.metadata().resolve("%d.%s.json".formatted(version, role))));
        }
        add(workspace.metadata().resolve("timestamp.json"));
    }

    private void staged() {
        if (workspace.stagedRoot().isPresent() || workspace.stagedTargets().isPresent()) {
            lines.add("waits to be signed and published:");
            workspace.stagedRoot().ifPresent(this::add);
            workspace.stagedTargets().ifPresent(this::add);
        }
    }

    private void add(Path file) {
        Draft draft = Workspace.draft(file);
        of(draft, now).forEach(line -> lines.add("  " + line));
        if (draft instanceof TargetsDraft targets) {
            targets.paths().forEach(path -> TargetPaths.channelOf(path)
                    .ifPresent(channel -> lines.add("    channel %s: %s".formatted(channel, wanted(targets, path)))));
        }
    }

    /** The set that a channel wants. */
    private String wanted(TargetsDraft targets, String channel) {
        return targets.sha256(channel)
                .flatMap(sha256 -> workspace.readTarget(channel, sha256))
                .map(content ->
                        Fields.of(channel, StrictJson.read(channel, content)).text("set"))
                .orElse("its file is missing");
    }
}
