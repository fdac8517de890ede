package dev.spotter.ota.device;

import dev.spotter.model.transfer.TransferException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** Verified files under their SHA-256, so that what is on the device is never fetched again, and parts of such to come. */
final class ObjectStore {
    private static final String PART = ".part";

    private final Path objects;
    private final Path parts;

    /** @param folder of the updates; the two folders within are made */
    ObjectStore(Path folder) {
        objects = folder.resolve("objects");
        parts = folder.resolve("parts");
        DurableDisk.createFolder(objects);
        DurableDisk.createFolder(parts);
    }

    /** Where it lies, or will. */
    Path file(SetFile file) {
        return objects.resolve(file.sha256());
    }

    /** Where its bytes gather. */
    Path part(SetFile file) {
        return parts.resolve(file.sha256() + PART);
    }

    /** Whether it is there; one that the disk has damaged is removed, so that it is fetched anew. */
    boolean holds(SetFile file) {
        Path object = file(file);
        if (!Files.exists(object, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (isRight(object, file)) {
            return true;
        }
        DurableDisk.delete(object);
        return false;
    }

    /** Whether a file has these very bytes. */
    static boolean isRight(Path path, SetFile file) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            file.content().check(file.target(), path);
            return true;
        } catch (TransferException e) {
            return false;
        }
    }

    /** Takes a file over that came from elsewhere on the device, if it is the right one. */
    boolean adopt(Path from, SetFile file) {
        if (!isRight(from, file)) {
            return false;
        }
        Path part = part(file);
        DurableDisk.at(part, () -> {
            DurableDisk.copy(from, part);
            return null;
        });
        if (!isRight(part, file)) {
            DurableDisk.delete(part);
            return false;
        }
        DurableDisk.rename(part, file(file));
        return true;
    }

    /**
     * Removes all but these, and parts of what is whole. What is swept away was not to be used any more, so it does no harm
     * where it comes back.
     */
    void sweep(Set<String> sha256) {
        DurableDisk.list(objects).stream()
                .filter(object -> !sha256.contains(object.getFileName().toString()))
                .forEach(DurableDisk::delete);
        for (Path part : DurableDisk.list(parts)) {
            String of = part.getFileName().toString().split("\\.", 2)[0];
            if (!sha256.contains(of) || Files.exists(objects.resolve(of), LinkOption.NOFOLLOW_LINKS)) {
                DurableDisk.delete(part);
            }
        }
    }

    /** Bytes that all files and parts take. */
    long bytes() {
        return DurableDisk.list(objects).stream().mapToLong(ObjectStore::size).sum()
                + DurableDisk.list(parts).stream().mapToLong(ObjectStore::size).sum();
    }

    private static long size(Path file) {
        return DurableDisk.at(file, () -> Files.size(file));
    }
}
