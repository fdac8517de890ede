package dev.spotter.evaluation.scenario;

import dev.spotter.ota.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came of scenarios, on the disk by the fingerprint of all that it depends on, so that models that run are not tried anew
 * with each update. It can be lost or damaged without harm.
 */
final class ResultStore {
    private static final String ENDING = ".json";

    private final Path folder;
    private final Set<String> used = new HashSet<>();

    ResultStore(Path folder) {
        this.folder = folder;
    }

    Optional<ScenarioResult> find(String fingerprint) {
        used.add(fingerprint);
        Path file = folder.resolve(fingerprint + ENDING);
        try {
            return Files.isRegularFile(file) ? Optional.of(ResultJson.read(Files.readString(file))) : Optional.empty();
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Keeps a result. On a disk that is full or broken it is made anew the next time. */
    void keep(String fingerprint, ScenarioResult.Outcome outcome) {
        try {
            Files.createDirectories(folder);
            DurableFile.replace(
                    folder.resolve(fingerprint + ENDING),
                    ResultJson.write(outcome).getBytes());
        } catch (IOException e) {
            // as said
        }
    }

    /** Removes what nobody has asked for since this was made. */
    void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> old = all.filter(
                            file -> !used.contains(file.getFileName().toString().replace(ENDING, "")))
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // the next time
        }
    }
}
