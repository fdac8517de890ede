package dev.spotter.evaluation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds public models, which are no part of Spotter. */
final class PublicModel {
    private static final int DEPTH = 3;

    private PublicModel() {}

    /**
     * Where a model is.
     *
     * @param id the benchmark that needs it
     * @throws BenchException public-model-missing
     */
    static Path find(Path publicModels, String file, String id) {
        try (Stream<Path> all = Files.isDirectory(publicModels) ? Files.walk(publicModels, DEPTH) : Stream.of()) {
            return all.filter(path -> path.getFileName().toString().equals(file))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(
                            "public-model-missing",
                            id + " needs the public model " + file + ", which is not in " + publicModels
                                    + "; name its folder with --models"));
        } catch (IOException failure) {
            throw new BenchException(
                    "public-model-missing",
                    "cannot look for " + file + " in " + publicModels + ": " + failure,
                    failure);
        }
    }
}
