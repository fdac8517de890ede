package dev.spotter.ota.device;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks every other second whether a stick with a repository is there: below the watched folder, up to two folders deep (as
 * sticks are mounted), a folder that holds {@code metadata} and {@code targets}, or has them in {@code spotter-updates}.
 */
public final class StickWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String NAMED = "spotter-updates";
    private static final String NEWEST = "metadata/timestamp.json";
    private static final int DEPTH = 2;
    private static final int MOST_FOLDERS = 200;

    private final Path watched;
    private final Consumer<Path> found;
    private final Thread thread;
    /** Repositories, and what their newest metadata looked like. */
    private Map<Path, String> known = Map.of();

    private StickWatch(Path watched, Consumer<Path> found) {
        this.watched = watched;
        this.found = found;
        thread = Thread.ofPlatform().daemon().name("sticks").unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param watched where sticks are mounted; it may be missing
     * @param found is told of each repository that comes, or changes; on a thread of its own
     */
    public static StickWatch start(Path watched, Consumer<Path> found) {
        StickWatch watch = new StickWatch(watched, found);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void look() {
        Map<Path, String> now = new HashMap<>();
        repositories(watched, DEPTH).forEach(repository -> now.put(repository, newest(repository)));
        Map<Path, String> before = known;
        known = now;
        now.forEach((repository, state) -> {
            if (!state.equals(before.get(repository))) {
                found.accept(repository);
            }
        });
    }

    private static List<Path> repositories(Path folder, int depth) {
        if (isRepository(folder)) {
            return List.of(folder);
        }
        if (isRepository(folder.resolve(NAMED))) {
            return List.of(folder.resolve(NAMED));
        }
        List<Path> all = new ArrayList<>();
        if (depth > 0) {
            children(folder).forEach(child -> all.addAll(repositories(child, depth - 1)));
        }
        return all;
    }

    private static boolean isRepository(Path folder) {
        return Files.isRegularFile(folder.resolve(NEWEST)) && Files.isDirectory(folder.resolve("targets"));
    }

    /** A stick may be pulled out at any moment. */
    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path child : stream) {
                children.add(child);
                if (children.size() == MOST_FOLDERS) {
                    break;
                }
            }
        } catch (IOException | RuntimeException gone) {
            return List.of();
        }
        return children;
    }

    private static String newest(Path repository) {
        try {
            BasicFileAttributes file = Files.readAttributes(repository.resolve(NEWEST), BasicFileAttributes.class);
            return "%s %d".formatted(file.lastModifiedTime(), file.size());
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
