package dev.spotter.ota.tuf;

import dev.spotter.model.transfer.Transfer;
import dev.spotter.model.transfer.TransferException;
import dev.spotter.model.transfer.TransferLimits;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A repository on a web server, in a folder or on a stick: one address for metadata, one for targets. */
public final class RepositoryFetcher implements Fetcher, AutoCloseable {
    private final String metadata;
    private final String targets;
    private final Transfer small;
    private final Transfer large;

    /**
     * With the usual limits.
     *
     * @param metadata address ({@code https:}, {@code http:} or {@code file:}) of the folder of metadata; taken as it is
     * @param targets address of the folder of targets
     */
    public RepositoryFetcher(String metadata, String targets) {
        this(metadata, targets, new Transfer(TransferLimits.SMALL), new Transfer(TransferLimits.LARGE));
    }

    /**
     * As above.
     *
     * @param small fetches metadata
     * @param large fetches targets
     */
    public RepositoryFetcher(String metadata, String targets, Transfer small, Transfer large) {
        this.metadata = folder(metadata);
        this.targets = folder(targets);
        this.small = small;
        this.large = large;
    }

    private static String folder(String address) {
        return address.endsWith("/") ? address : address + "/";
    }

    @Override
    public Optional<byte[]> metadata(String name, long most) {
        if (metadata.startsWith("file:") && name.contains("%2F")) {
            return Optional
                    .empty(); // a folder has no file with a slash in its name, and what lies elsewhere is not meant
        }
        try {
            return Optional.of(small.bytes(address(metadata + name), most));
        } catch (TransferException e) {
            if (e.code().equals("not-found")) {
                return Optional.empty();
            }
            throw new UpdateException(e.code(), e.getMessage(), e);
        }
    }

    @Override
    public void target(String path, TargetFile target, Path part, Path file, TransferProgress progress) {
        try {
            URI address = address(targets + FileNames.quotedPath(path));
            large.file(address, target.content(), target.length(), part, file, progress);
        } catch (TransferException e) {
            throw new UpdateException(e.code(), e.getMessage(), e);
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UpdateException("bad-address", "'%s' is no address: %s".formatted(text, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        small.close();
        large.close();
    }
}
