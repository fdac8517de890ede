package dev.spotter.ota;

import java.util.Optional;

/** Where a repository has what devices look for by name: what a channel wants, and what a set is made of. */
public final class TargetPaths {
    private static final String CHANNELS = "channels/";
    private static final String SETS = "sets/";
    private static final String JSON = ".json";

    private TargetPaths() {}

    /** What says which set a channel wants. */
    public static String channel(String name) {
        return CHANNELS + name + JSON;
    }

    /** The manifest of a set. */
    public static String set(String name) {
        return SETS + name + JSON;
    }

    /** The channel that a path is of. */
    public static Optional<String> channelOf(String path) {
        return name(CHANNELS, path);
    }

    /** The set whose manifest a path is. */
    public static Optional<String> setOf(String path) {
        return name(SETS, path);
    }

    private static Optional<String> name(String folder, String path) {
        return path.startsWith(folder) && path.endsWith(JSON)
                ? Optional.of(path.substring(folder.length(), path.length() - JSON.length()))
                : Optional.empty();
    }
}
