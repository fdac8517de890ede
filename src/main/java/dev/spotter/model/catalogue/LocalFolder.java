package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files that a technician brought, on a stick say: found by their name or by what is in them, in folders of folders too. */
final class LocalFolder {
    private static final int MOST_DEPTH = 10;
    private static final int MOST_FILES = 100_000;

    private final Path folder;
    private final List<Path> files;

    /** @throws ModelException {@code not-in-folder} where it cannot be listed */
    LocalFolder(Path folder) {
        this.folder = folder;
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder.toRealPath(), Set.of(), MOST_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        found.add(file);
                    }
                    return found.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                /** What nobody but root may read, such as a stick's lost+found, holds nothing that is looked for. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new ModelException("not-in-folder", "%s cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
        found.sort(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        files = List.copyOf(found);
    }

    /**
     * The file of that hash, whatever it is called; where the hash is not known, the one of that name.
     *
     * @throws ModelException {@code not-in-folder}, or {@code hash-mismatch} where only others of that name are there
     */
    Path find(RemoteFile wanted, Optional<String> sha256) {
        List<Path> named = files.stream()
                .filter(path -> path.getFileName().toString().equals(wanted.nameAtAddress())
                        || wanted.member().isEmpty()
                                && path.getFileName().toString().equals(wanted.file()))
                .toList();
        if (sha256.isEmpty()) {
            return named.stream().findFirst().orElseThrow(() -> missing(wanted));
        }
        List<Path> candidates = new ArrayList<>(named);
        wanted.bytes()
                .ifPresent(bytes ->
                        files.stream().filter(path -> size(path) == bytes).forEach(candidates::add));
        return candidates.stream()
                .filter(path -> Sha256.of(path).equals(sha256.get()))
                .findFirst()
                .orElseThrow(() -> named.isEmpty()
                        ? missing(wanted)
                        : new ModelException(
                                "hash-mismatch",
                                "%s has the SHA-256 %s, but %s is expected: it is another file, or it was damaged"
                                        .formatted(named.getFirst(), Sha256.of(named.getFirst()), sha256.get())));
    }

    private ModelException missing(RemoteFile wanted) {
        return new ModelException(
                "not-in-folder",
                "%s has no file %s; fetch it from %s".formatted(folder, wanted.nameAtAddress(), wanted.url()));
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return -1;
        }
    }
}
