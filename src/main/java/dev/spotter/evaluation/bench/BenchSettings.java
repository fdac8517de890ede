package dev.spotter.evaluation.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a run of benchmarks is given.
 *
 * @param shippedModels the folders of the models and ensembles that are shipped
 * @param profiles the folder of the device profiles that are shipped
 * @param publicModels the folder of public models; benchmarks that need none do not look
 * @param data where libraries are unpacked and floors are built
 * @param rounds how many times value and floor take turns; at least 10
 * @param remarks takes sentences for people, such as why there is no floor
 */
public record BenchSettings(
        List<Path> shippedModels, Path profiles, Path publicModels, Path data, int rounds, Consumer<String> remarks) {
    private static final int FEWEST_ROUNDS = 10;

    public BenchSettings {
        shippedModels = List.copyOf(shippedModels);
        Objects.requireNonNull(profiles, "profiles");
        Objects.requireNonNull(publicModels, "publicModels");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(remarks, "remarks");
        if (rounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException("rounds: " + rounds + "; allowed are " + FEWEST_ROUNDS + " and more");
        }
    }
}
