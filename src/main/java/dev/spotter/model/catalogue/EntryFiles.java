package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.PackageFiles;
import dev.spotter.model.transfer.ExpectedContent;
import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.model.transfer.Transfer;
import dev.spotter.model.transfer.TransferLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the files of an entry come from: its addresses, or a folder that a technician brought. */
final class EntryFiles {
    private final Optional<LocalFolder> folder;
    private final Path downloads;
    private final InstallProgress progress;

    /**
     * @param from the technician's folder, where one is given
     * @param downloads keeps what is being fetched, over the end of this process too
     */
    EntryFiles(Optional<Path> from, Path downloads, InstallProgress progress) {
        this.folder = from.map(LocalFolder::new);
        this.downloads = downloads;
        this.progress = progress;
    }

    /**
     * A file whose content is as expected.
     *
     * @param sha256 that it must have
     * @throws ModelException {@code hash-unknown} where there is none, with the one that the file has
     */
    Path get(RemoteFile wanted, Optional<String> sha256) {
        Path file = folder.isPresent() ? folder.get().find(wanted, sha256) : download(wanted, sha256);
        if (sha256.isEmpty()) {
            throw new ModelException(
                    "hash-unknown",
                    "the catalogue has no SHA-256 of %s; the file that is here has %s. If its makers say the same, give --sha256 %2$s"
                            .formatted(wanted.file(), Sha256.of(file)));
        }
        return file;
    }

    /** What was fetched whole by an earlier run is taken, so that a technician who was asked for a hash waits once. */
    private Path download(RemoteFile wanted, Optional<String> sha256) {
        Path file = downloaded(wanted);
        if (Files.isRegularFile(file) && (sha256.isEmpty() || Sha256.of(file).equals(sha256.get()))) {
            return file;
        }
        ExpectedContent expected = new ExpectedContent(
                wanted.bytes(),
                sha256.map(hash -> Map.of(HashAlgorithm.SHA256, hash)).orElse(Map.of()));
        try (Transfer transfer = new Transfer(TransferLimits.LARGE)) {
            transfer.file(
                    wanted.url(),
                    expected,
                    PackageFiles.MOST_BYTES_A_FILE,
                    downloads.resolve(file.getFileName() + ".part"),
                    file,
                    (done, all) -> progress.at(wanted.file(), done, all));
        }
        return file;
    }

    /** Forgets what was fetched for an entry. */
    void forget(CatalogueEntry entry) {
        for (RemoteFile file : entry.files()) {
            try {
                Files.deleteIfExists(downloaded(file));
            } catch (IOException e) {
                // it only takes room, and is found by the next run
            }
        }
    }

    private Path downloaded(RemoteFile file) {
        return downloads.resolve(Integer.toHexString(file.url().hashCode()) + "-" + file.nameAtAddress());
    }
}
