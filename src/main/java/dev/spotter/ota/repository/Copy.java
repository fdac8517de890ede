package dev.spotter.ota.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Brings what is published to where it is served from, or onto a stick, so that it can be used at every moment. */
public final class Copy {
    private static final String TIMESTAMP = "timestamp.json";

    private Copy() {}

    /**
     * Copies what is new: first targets, then metadata, the timestamp last.
     *
     * @return how many files were copied
     */
    public static int copy(Workspace workspace, Path to) {
        int copied = copyNew(workspace.targets(), to.resolve("targets"));
        copied += copyNew(workspace.metadata(), to.resolve("metadata"));
        return copied
                + copy(
                        workspace.metadata().resolve(TIMESTAMP),
                        to.resolve("metadata").resolve(TIMESTAMP));
    }

    private static int copyNew(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(TIMESTAMP))
                    .toList();
            return files.stream()
                    .mapToInt(file -> copy(file, to.resolve(from.relativize(file))))
                    .sum();
        } catch (IOException e) {
            throw Workspace.failed(from, e);
        }
    }

    private static int copy(Path file, Path to) {
        try {
            if (Files.exists(to) && Files.mismatch(file, to) < 0) {
                return 0;
            }
            Workspace.write(to, Files.readAllBytes(file));
            return 1;
        } catch (IOException e) {
            throw Workspace.failed(to, e);
        }
    }
}
