package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The device's own models: a folder in which a package is a link to one of the folders in {@code .versions}. A package is
 * made, tried and made safe on the disk there; then its link is put in place by one rename, so that whenever the process or
 * the power ends, there is the old package or the new one. What no link leads to is swept when the folder is opened next.
 *
 * <p>One process at a time has it open.
 */
final class InstalledModels implements AutoCloseable {
    private static final String VERSIONS = ".versions";

    private final Path folder;
    private final Path versions;
    private final FileChannel lockFile;

    private InstalledModels(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.versions = folder.resolve(VERSIONS);
        this.lockFile = lockFile;
    }

    /**
     * Opens a folder, made where it is missing.
     *
     * @throws ModelException {@code install-running} where another process has it open, {@code install-not-written}
     */
    static InstalledModels open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(VERSIONS));
            FileChannel lockFile =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            InstalledModels opened = new InstalledModels(folder, lockFile);
            if (!opened.lock()) {
                lockFile.close();
                throw new ModelException(
                        "install-running",
                        "another installation works in %s; try again when it is done".formatted(folder));
            }
            opened.sweep();
            return opened;
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    private boolean lock() throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void sweep() throws IOException {
        Set<Path> led = new HashSet<>();
        try (Stream<Path> links = Files.list(folder)) {
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                Path target = folder.resolve(Files.readSymbolicLink(link)).normalize();
                if (target.startsWith(versions)) {
                    led.add(versions.resolve(versions.relativize(target).getName(0)));
                }
            }
        }
        try (Stream<Path> all = Files.list(versions)) {
            for (Path version : all.filter(path -> !led.contains(path)).toList()) {
                delete(version);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Where downloads gather. */
    Path downloads() {
        return folder.resolve(".downloads");
    }

    /** The package of a name, where it is there and all of its files are right. */
    Optional<ModelPackage> find(String name) {
        Path path = folder.resolve(name);
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try {
            ModelPackage found = ModelPackage.read(path);
            found.files().verify();
            return Optional.of(found);
        } catch (ModelException damaged) {
            return Optional.empty(); // then it is installed anew
        }
    }

    /**
     * An empty folder in which a package of that name is to be made.
     *
     * @throws ModelException {@code name-taken} where a folder stands there that no installation made
     */
    Path stage(String name) {
        Path place = folder.resolve(name);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(place)) {
            throw new ModelException(
                    "name-taken",
                    "%s was not put there by an installation; move it away, then install again".formatted(place));
        }
        try {
            // not a temporary directory, which only its owner could read: the agent may run as another user
            String version =
                    "%s-%016x".formatted(name, ThreadLocalRandom.current().nextLong());
            return Files.createDirectory(
                    Files.createDirectory(versions.resolve(version)).resolve(name));
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    /** Removes a package that is not to be used after all. */
    void discard(Path staged) {
        try {
            delete(staged.getParent());
        } catch (IOException e) {
            // the next one who opens the folder sweeps it
        }
    }

    /** From now on the staged package is the one of its name. */
    void activate(Path staged) {
        Path place = folder.resolve(staged.getFileName());
        Path link = staged.resolveSibling("link");
        try {
            try (Stream<Path> all = Files.walk(staged.getParent())) {
                for (Path path : all.toList()) {
                    force(path);
                }
            }
            force(versions);
            Files.createSymbolicLink(link, folder.relativize(staged));
            Files.move(link, place, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw notWritten(place, e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What a technician can do about a file that cannot be written. */
    static ModelException notWritten(Path path, IOException e) {
        String why = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
        return why.contains("No space left")
                ? new ModelException(
                        "disk-full", "the disk of %s is full; make room and install again".formatted(path), e)
                : new ModelException("install-not-written", "%s cannot be written: %s".formatted(path, why), e);
    }

    /** Lets others in. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // the lock ends with the process at the latest
        }
    }
}
