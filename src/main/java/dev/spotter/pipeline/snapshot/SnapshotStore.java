package dev.spotter.pipeline.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Snapshots on the disk: {@code <incident>.jpg} each, readable for the agent's user only. A file is there whole or not at
 * all; its time of modification is that of the {@link AgeClock} when it was stored. Any thread.
 */
final class SnapshotStore {
    /** How the name of a file ends that is being written. */
    static final String PART = ".part";

    private static final String JPEG = ".jpg";
    /** ULIDs, and nothing that leads out of the folder. */
    private static final Pattern INCIDENT = Pattern.compile("[0-9A-Za-z]{1,64}");

    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Duration keep;
    private final int most;
    private final AgeClock clock;
    /** Incident to when its snapshot was stored, by the age clock. */
    private final Map<String, Long> stored = new HashMap<>();

    // valid for this run
    private final Set<String> ofThisRun = new HashSet<>();
    private long offMillis;

    private SnapshotStore(Path folder, Duration keep, int most, InstantSource wallClock, LongSupplier nanoTime)
            throws IOException {
        this.folder = folder;
        this.keep = keep;
        this.most = most;
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(PART)) {
                Files.delete(file);
            } else if (name.endsWith(JPEG)) {
                stored.put(
                        name.substring(0, name.length() - JPEG.length()),
                        Files.getLastModifiedTime(file).toMillis());
            }
        }
        long newest = stored.values().stream().mapToLong(Long::longValue).max().orElse(0);
        clock = new AgeClock(folder.resolve("age"), newest, wallClock, nanoTime);
    }

    /**
     * Opens the folder; it is made where it is missing.
     *
     * @param keep how long a snapshot is kept
     * @param most how many are kept
     */
    static SnapshotStore open(Path folder, Duration keep, int most, InstantSource wallClock, LongSupplier nanoTime)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
        }
        Files.setPosixFilePermissions(folder, OWN_FOLDER);
        return new SnapshotStore(folder, keep, most, wallClock, nanoTime);
    }

    /** Deletes all snapshots of a folder, for a device that is to keep none any more. */
    static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /**
     * Stores a snapshot; where there are too many then, the oldest goes.
     *
     * @throws IOException where it cannot be stored; nothing is left of it then
     */
    synchronized void store(String incident, byte[] jpeg) throws IOException {
        Path file = file(incident).orElseThrow(() -> new IOException("'" + incident + "' is no name of an incident"));
        Path part = file.resolveSibling(file.getFileName() + PART);
        settle();
        long now = clock.millis();
        clock.keep(); // else, after a kill, nobody would know how far the time of this one is
        try {
            write(part, jpeg);
            Files.setLastModifiedTime(part, FileTime.fromMillis(now));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        stored.put(incident, now);
        ofThisRun.add(incident);
        while (stored.size() > most) {
            delete(stored.entrySet().stream()
                    .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                    .orElseThrow()
                    .getKey());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWN_FILE))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Deletes what has been kept for long enough. */
    synchronized void sweep() throws IOException {
        settle();
        long now = clock.millis();
        List<String> old = stored.entrySet().stream()
                .filter(entry -> now - entry.getValue() >= keep.toMillis())
                .map(Map.Entry::getKey)
                .toList();
        for (String incident : old) {
            delete(incident);
        }
    }

    /** Writes the time down; where there is nothing that ages there is no need. */
    synchronized void keepTime() throws IOException {
        if (!stored.isEmpty()) {
            clock.keep();
        }
    }

    /** What was stored in this run was not there while the agent did not run, though that may become known only now. */
    private void settle() throws IOException {
        long more = clock.offMillis() - offMillis;
        if (more > 0) {
            offMillis += more;
            for (String incident : ofThisRun) {
                long time = stored.merge(incident, more, Long::sum);
                Files.setLastModifiedTime(folder.resolve(incident + JPEG), FileTime.fromMillis(time));
            }
            clock.keep();
        }
    }

    private void delete(String incident) throws IOException {
        Files.deleteIfExists(folder.resolve(incident + JPEG));
        stored.remove(incident);
        ofThisRun.remove(incident);
    }

    /** The snapshot of an incident, where there is one. */
    Optional<byte[]> find(String incident) throws IOException {
        Optional<Path> file = file(incident);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Optional<Path> file(String incident) {
        return INCIDENT.matcher(incident).matches() ? Optional.of(folder.resolve(incident + JPEG)) : Optional.empty();
    }

    /** The incidents that have one. */
    synchronized Set<String> incidents() {
        return Set.copyOf(stored.keySet());
    }
}
