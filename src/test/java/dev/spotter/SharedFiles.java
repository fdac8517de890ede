package dev.spotter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings and public models that lie beside the checkout and are no part of it; a test without them is skipped. */
public final class SharedFiles {
    private SharedFiles() {}

    /** A folder or file of {@code ../shared/data}. */
    public static Path data(String name) {
        return require("data", name);
    }

    /** A folder or file of {@code ../shared/models}. */
    public static Path models(String name) {
        return require("models", name);
    }

    /** Whether the public models are there. */
    public static boolean areThere() {
        return Files.isDirectory(home().resolveSibling("shared").resolve("models"));
    }

    private static Path require(String kind, String name) {
        Path path = home().resolveSibling("shared").resolve(kind).resolve(name);
        assumeTrue(Files.exists(path), () -> "skipped: ../shared/" + kind + "/" + name + " is not beside the checkout");
        return path;
    }

    /** The root of the repository. */
    public static Path home() {
        return Path.of(System.getProperty("spotter.home", "")).toAbsolutePath();
    }
}
