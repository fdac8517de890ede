package dev.spotter.ota.tuf;

import dev.spotter.model.transfer.TransferException;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder of downloaded targets: one visible file a target path, under its percent-encoded name, and what is not
 * complete in a hidden folder within. Only the part that is being fetched is kept there, so that it cannot grow.
 */
public final class TargetFolder {
    private static final String PARTS = ".parts";

    private final Path folder;

    public TargetFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the target lies once it is there. */
    public Path file(TargetFile target) {
        return folder.resolve(FileNames.file(target.path()));
    }

    /** Whether it is there, whole and right. */
    boolean holds(TargetFile target) {
        Path file = file(target);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            target.content().check(target.path(), file);
            return true;
        } catch (TransferException e) {
            return false;
        }
    }

    /** A transfer keeps what it knows of a part under the part's name with an ending. */
    private static boolean belongs(Path file, Path part) {
        return file.getFileName().toString().startsWith(part.getFileName().toString());
    }

    /** Where its bytes gather; named by content, so that another version never goes on with it. */
    Path part(TargetFile target) {
        Path parts = folder.resolve(PARTS);
        Path part = parts.resolve(target.hash() + ".part");
        try {
            Files.createDirectories(parts);
            try (DirectoryStream<Path> others = Files.newDirectoryStream(parts, other -> !belongs(other, part))) {
                for (Path other : others) {
                    Files.delete(other);
                }
            }
            return part;
        } catch (IOException e) {
            throw new UpdateException("disk-error", "%s cannot be used: %s".formatted(parts, e), e);
        }
    }
}
