package dev.spotter.cli;

import dev.spotter.model.catalogue.Catalogue;
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

    /**
     * The folders of model packages: what the command was given, else the device's own models, which count first, and the
     * shipped ones.
     *
     * @param given the folder that the command was given, or null
     * @param data the data folder, as {@link #data} gives it
     */
    public List<Path> models(Path given, Path data) {
        if (given != null) {
            return List.of(given);
        }
        Path installed = installedModels(data);
        return Files.isDirectory(installed) ? List.of(installed, shippedModels()) : List.of(shippedModels());
    }

    /** The folder of model packages that come with Spotter. */
    public Path shippedModels() {
        return home.resolve(MODELS);
    }

    /** The folder that models are installed into. It may be missing. */
    public static Path installedModels(Path data) {
        return data.resolve("models");
    }

    /** The list of public models that can be installed. */
    public Path catalogue() {
        return shippedModels().resolve(Catalogue.FILE);
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
