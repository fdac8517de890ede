package dev.spotter.ota.tuf;

import dev.spotter.model.transfer.TransferProgress;
import java.nio.file.Path;
import java.util.Optional;

/** The way to a repository. Whatever comes over it is believed by nobody until it was verified. */
public interface Fetcher {
    /**
     * A file of metadata.
     *
     * @param name of the file, such as {@code 2.root.json}, quoted already
     * @param most bytes that are taken
     * @return nothing where the repository says that there is no such file
     * @throws dev.spotter.ota.UpdateException where it cannot be had, with the codes of
     *     {@link dev.spotter.model.transfer.TransferException}
     */
    Optional<byte[]> metadata(String name, long most);

    /**
     * A target, whole and right, or not at all.
     *
     * @param path on the server
     * @param part where its bytes gather until they are complete; a later call goes on with it
     * @param file that it becomes in one step
     * @throws dev.spotter.ota.UpdateException as above
     */
    void target(String path, TargetFile target, Path part, Path file, TransferProgress progress);
}
