package dev.spotter.ota.repository;

import dev.spotter.ota.DurableFile;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The technician's folder. {@code staged/} holds metadata that is being made and waits for signatures: the next root as
 * {@code N.root.json}, which may travel alone to the machine that has the root keys, and {@code targets.json}.
 * {@code public/} holds what is published: {@code metadata/} and {@code targets/}, as any web server or stick serves it.
 */
public final class Workspace {
    /** How long root and targets are believed. */
    static final Duration OFFLINE = Duration.ofDays(365);

    private static final String TARGETS = "targets.json";
    private static final Pattern VERSIONED = Pattern.compile("(\\d{1,18})\\.([a-z]+)\\.json");

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins one, with a first root that waits for the signatures of its keys.
     *
     * @throws UpdateException {@code workspace-exists}
     */
    public static Workspace create(Path folder, RootDraft root, Instant now) {
        Workspace workspace = new Workspace(folder);
        if (Files.exists(workspace.staged()) || Files.exists(workspace.published())) {
            throw new UpdateException(
                    "workspace-exists", "%s is a repository's folder already; choose a new one".formatted(folder));
        }
        try {
            Files.createDirectories(workspace.staged());
            Files.createDirectories(workspace.metadata());
            Files.createDirectories(workspace.targets());
        } catch (IOException e) {
            throw failed(folder, e);
        }
        workspace.stage(root);
        workspace.stage(new TargetsDraft(now.plus(OFFLINE)));
        return workspace;
    }

    /** @throws UpdateException {@code no-workspace} */
    public static Workspace open(Path folder) {
        Workspace workspace = new Workspace(folder);
        if (!Files.isDirectory(workspace.staged()) || !Files.isDirectory(workspace.metadata())) {
            throw new UpdateException(
                    "no-workspace",
                    "%s is no repository's folder; make one with `spotter repo init`".formatted(folder));
        }
        return workspace;
    }

    private Path staged() {
        return folder.resolve("staged");
    }

    /** What a web server serves, or a stick holds. */
    public Path published() {
        return folder.resolve("public");
    }

    Path metadata() {
        return published().resolve("metadata");
    }

    Path targets() {
        return published().resolve("targets");
    }

    /** The newest published version of a role whose files have versions; absent before the first. */
    OptionalLong newest(String role) {
        return versions(metadata(), role);
    }

    private static OptionalLong versions(Path folder, String role) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> VERSIONED.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(name -> name.group(2).equals(role))
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max();
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** A published file of metadata. */
    Optional<byte[]> published(String name) {
        return bytes(metadata().resolve(name));
    }

    /** Where the next root waits for signatures, if there is one. */
    public Optional<Path> stagedRoot() {
        OptionalLong version = versions(staged(), "root");
        return version.isPresent()
                ? Optional.of(staged().resolve("%d.root.json".formatted(version.getAsLong())))
                : Optional.empty();
    }

    /** Where the next targets' metadata waits, if there is some. */
    public Optional<Path> stagedTargets() {
        return Optional.of(staged().resolve(TARGETS)).filter(Files::exists);
    }

    /** The root that is to be changed: the one that waits, else the next version of the published one. */
    public RootDraft nextRoot(Instant now) {
        return (RootDraft) next("root", stagedRoot(), now);
    }

    /** The targets that are to be changed, likewise. */
    public TargetsDraft nextTargets(Instant now) {
        return (TargetsDraft) next("targets", stagedTargets(), now);
    }

    /** What waits in a version that is published was left by a kill in the middle of publishing, and does not count. */
    private Draft next(String role, Optional<Path> waiting, Instant now) {
        OptionalLong newest = newest(role);
        Optional<Draft> open = waiting.map(Workspace::draft).filter(draft -> draft.version() > newest.orElse(0));
        if (open.isPresent()) {
            return open.get();
        }
        Draft draft = draft(metadata().resolve("%d.%s.json".formatted(newest.orElseThrow(), role)));
        draft.bump();
        draft.expires(now.plus(OFFLINE));
        return draft;
    }

    public void stage(RootDraft root) {
        write(staged().resolve("%d.root.json".formatted(root.version())), root.bytes());
    }

    public void stage(TargetsDraft targets) {
        write(staged().resolve(TARGETS), targets.bytes());
    }

    /** Puts a target's file where servers have it, under its hash; nobody sees it before metadata names it. */
    void putTarget(String path, String sha256, byte[] content) {
        Path file = target(path, sha256);
        if (!Files.exists(file)) {
            write(file, content);
        }
    }

    /** A target's content, by its hash. */
    Optional<byte[]> readTarget(String path, String sha256) {
        return bytes(target(path, sha256));
    }

    private Path target(String path, String sha256) {
        int name = path.lastIndexOf('/') + 1;
        return targets().resolve(path.substring(0, name) + sha256 + "." + path.substring(name));
    }

    /** Publishes a file of metadata. */
    void publish(String name, byte[] bytes) {
        write(metadata().resolve(name), bytes);
    }

    /** Forgets what waited, after it was published. */
    void clearStaged() {
        try {
            for (Optional<Path> file : List.of(stagedRoot(), stagedTargets())) {
                if (file.isPresent()) {
                    Files.delete(file.get());
                }
            }
        } catch (IOException e) {
            throw failed(staged(), e);
        }
    }

    /** A file of metadata, wherever it lies. */
    public static Draft draft(Path file) {
        return Draft.read(
                file.toString(),
                bytes(file).orElseThrow(() -> new UpdateException("no-file", "there is no file %s".formatted(file))));
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFile.replace(file, bytes);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    static UpdateException failed(Path path, IOException e) {
        return new UpdateException("disk-error", "%s cannot be read or written: %s".formatted(path, e), e);
    }
}
