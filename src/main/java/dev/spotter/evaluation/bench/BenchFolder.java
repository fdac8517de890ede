package dev.spotter.evaluation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for what a benchmark makes for itself.
 *
 * @param path deleted in the end with all that is in it
 */
record BenchFolder(Path path) implements AutoCloseable {
    /**
     * A new one in that folder.
     *
     * @throws BenchException folder-unusable
     */
    static BenchFolder in(Path data) {
        try {
            return new BenchFolder(Files.createTempDirectory(Files.createDirectories(data), "bench"));
        } catch (IOException failure) {
            throw unusable(data, failure);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    private static BenchException unusable(Path path, IOException failure) {
        return new BenchException("folder-unusable", path + " cannot be used for a benchmark: " + failure, failure);
    }
}
