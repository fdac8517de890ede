package dev.spotter.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an installation, or a checkout, keeps its things.
 *
 * @param home the folder that holds {@code models-tflite} and {@code device-profiles}
 */
public record Places(Path home) {
    private static final Path INSTALLED = Path.of("/usr/share/spotter");
    private static final String MODELS = "models-tflite";

    /** Looks in the launcher's folder, {@code SPOTTER_HOME}, the working folder, and where a package installs. */
    public static Places find() {
        return Stream.of(
                        Optional.ofNullable(System.getProperty("spotter.home")).map(Path::of),
                        Optional.ofNullable(System.getenv("SPOTTER_HOME")).map(Path::of),
                        Optional.of(Path.of("")))
                .flatMap(Optional::stream)
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.isDirectory(folder.resolve(MODELS)))
                .findFirst()
                .map(Places::new)
                .orElseGet(() -> new Places(INSTALLED));
    }

    /** The folders of model packages: what the command was given, else the shipped ones. */
    public List<Path> models(Path given) {
        return List.of(given == null ? home.resolve(MODELS) : given);
    }

    /** The folder of device profiles that come with Spotter. */
    public Path profiles() {
        return home.resolve("device-profiles");
    }

    /** The data folder: what the command was given, else {@code SPOTTER_DATA}, else the checkout's, else the usual one. */
    public Path data(Path given) {
        if (given != null) {
            return given.toAbsolutePath();
        }
        String environment = System.getenv("SPOTTER_DATA");
        if (environment != null && !environment.isBlank()) {
            return Path.of(environment).toAbsolutePath();
        }
        if (Files.isRegularFile(home.resolve("pom.xml"))) {
            return home.resolve(".spotter/data");
        }
        Path system = Path.of("/var/lib/spotter");
        return Files.isWritable(system) ? system : Path.of(System.getProperty("user.home"), ".local/share/spotter");
    }
}
