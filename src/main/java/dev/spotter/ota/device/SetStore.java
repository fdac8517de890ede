package dev.spotter.ota.device;

import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.ota.DurableFile;
import dev.spotter.ota.UpdateException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sets that are complete on the device, each in a folder that shows up in one step. */
final class SetStore {
    /** The manifest, byte for byte as the repository has it. */
    static final String MANIFEST = "set.json";

    private static final String FOLDER = "sets";
    private static final String STAGING = ".staging-";
    private static final String TRASH = ".trash-";

    private final Path sets;

    /** @param folder of the updates; the folder within is made */
    SetStore(Path folder) {
        sets = folder.resolve(FOLDER);
        DurableDisk.createFolder(sets);
    }

    /** Where a set lies, or would, below the folder of the updates. */
    static Path place(Path folder, String set) {
        return folder.resolve(FOLDER).resolve(set);
    }

    /** As above. */
    Path folder(String set) {
        return sets.resolve(set);
    }

    /** The manifest of a set, where it is there and can be read. */
    Optional<SetManifest> manifest(String set) {
        return manifestIn(folder(set)).filter(read -> read.set().equals(set));
    }

    private static Optional<SetManifest> manifestIn(Path folder) {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SetManifest.read(DurableDisk.small(file, SetManifest.MOST_BYTES)));
        } catch (UpdateException damaged) {
            return Optional.empty();
        }
    }

    /** SHA-256 of a set's manifest as it lies here; empty where it cannot be read. */
    Optional<String> manifestHash(String set) {
        Path file = folder(set).resolve(MANIFEST);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = DurableDisk.small(file, SetManifest.MOST_BYTES);
            return Optional.of(HashAlgorithm.SHA256.of(bytes));
        } catch (UpdateException e) {
            return Optional.empty();
        }
    }

    /** Whether a set is there with every file right. What came with the program is not looked at: it is always complete. */
    boolean complete(String set) {
        return isComplete(folder(set), set);
    }

    /** As {@link #complete}, without a store; where nothing may be written. */
    static boolean isComplete(Path folder, String set) {
        return set.equals(SetManifest.SHIPPED)
                || manifestIn(folder)
                        .filter(manifest -> manifest.set().equals(set))
                        .filter(manifest -> manifest.files().entrySet().stream()
                                .allMatch(file -> ObjectStore.isRight(folder.resolve(file.getKey()), file.getValue())))
                        .isPresent();
    }

    /** Whether this very set is there, complete. */
    boolean holds(SetManifest manifest, byte[] bytes) {
        Path file = folder(manifest.set()).resolve(MANIFEST);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(DurableDisk.at(file, () -> Files.readAllBytes(file)), bytes)
                && complete(manifest.set());
    }

    /**
     * Puts a set together of its objects, checks every file where it lies now, and gives it its name.
     *
     * @throws UpdateException {@code object-damaged} where the disk gave back something else than was written
     */
    void build(SetManifest manifest, byte[] bytes, ObjectStore objects) {
        Path staging = sets.resolve(STAGING + manifest.set());
        DurableDisk.delete(staging);
        DurableDisk.at(staging, () -> {
            Set<Path> folders = new HashSet<>();
            Files.createDirectory(staging);
            for (Map.Entry<String, SetFile> file : manifest.files().entrySet()) {
                Path path = staging.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                for (Path folder = path.getParent(); !folder.equals(sets); folder = folder.getParent()) {
                    folders.add(folder);
                }
                DurableDisk.link(objects.file(file.getValue()), path);
                DurableDisk.makeReadOnly(path);
                if (!ObjectStore.isRight(path, file.getValue())) {
                    throw new UpdateException(
                            "object-damaged",
                            "%s of the set %s is not what was written; the disk may be failing"
                                    .formatted(file.getKey(), manifest.set()));
                }
            }
            DurableFile.write(staging.resolve(MANIFEST), bytes);
            for (Path folder : folders) {
                DurableFile.force(folder);
            }
            return null;
        });
        Path place = folder(manifest.set());
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            // damaged, or another one of the same name that nobody uses: a rename, so that it never shows half
            throwAway(place);
        }
        DurableDisk.rename(staging, place);
    }

    private void throwAway(Path folder) {
        Path trash = sets.resolve(TRASH + folder.getFileName());
        DurableDisk.delete(trash);
        DurableDisk.rename(folder, trash);
        DurableDisk.delete(trash);
    }

    /** Removes all but these, and what an update that was cut off left. */
    void sweep(Set<String> keep) {
        for (Path folder : DurableDisk.list(sets)) {
            String name = folder.getFileName().toString();
            if (name.startsWith(TRASH) || name.startsWith(STAGING)) {
                DurableDisk.delete(folder);
            } else if (!keep.contains(name)) {
                throwAway(folder);
            }
        }
    }
}
