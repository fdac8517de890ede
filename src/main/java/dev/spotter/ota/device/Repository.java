package dev.spotter.ota.device;

import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.model.transfer.Transfer;
import dev.spotter.model.transfer.TransferLimits;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.ClientLimits;
import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.RepositoryFetcher;
import dev.spotter.ota.tuf.TrustedTargets;
import dev.spotter.ota.tuf.TufClient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * A repository that a device asks, open for one update. What is believed of it is kept under the root that the device was
 * given, wherever the repository lies: a stick cannot offer what is older than what the server was seen to have.
 */
final class Repository implements AutoCloseable {
    private static final int MOST_ROOT_BYTES = 512_000;
    private static final int ID_DIGITS = 16;

    private final MetadataStore store;
    private final RepositoryFetcher fetcher;
    private final TrustedTargets targets;

    private Repository(MetadataStore store, RepositoryFetcher fetcher, TrustedTargets targets) {
        this.store = store;
        this.fetcher = fetcher;
        this.targets = targets;
    }

    /**
     * Asks what is new.
     *
     * @param address of the folder that holds {@code metadata} and {@code targets}, or its path
     * @param configuration the root that the device trusts from the start, and the rate of downloads
     * @param folder of all metadata on the device
     * @param clock the device's, with its floor
     * @throws UpdateException why nothing is believed
     */
    static Repository open(String address, UpdateConfiguration configuration, Path folder, UpdateClock clock) {
        byte[] first = root(configuration.root());
        String id = HashAlgorithm.SHA256.of(first).substring(0, ID_DIGITS);
        Path believed = folder.resolve(id);
        DurableDisk.createFolder(believed);
        String base = base(address);
        TransferLimits large = TransferLimits.LARGE.withMostBytesPerSecond(
                configuration.bytesPerSecond().orElse(0));
        RepositoryFetcher fetcher = new RepositoryFetcher(
                base + "metadata/", base + "targets/", new Transfer(TransferLimits.SMALL), new Transfer(large));
        MetadataStore store = null;
        try {
            store = new MetadataStore(believed);
            if (store.read("root", MOST_ROOT_BYTES).isEmpty()) {
                TufClient.init(store, first);
            }
            TrustedTargets targets =
                    new TufClient(store, fetcher, ClientLimits.USUAL, clock.source(), clock::floor).refresh();
            clock.believed(targets.validUntil(), targets.rootVersion());
            return new Repository(store, fetcher, targets);
        } catch (RuntimeException e) {
            fetcher.close();
            if (store != null) {
                store.close();
            }
            throw e instanceof UpdateException known && known.code().equals("expired-metadata")
                    ? withTime(known, clock.now())
                    : e;
        }
    }

    /** A device without a battery-backed clock may be the one that is wrong. */
    private static UpdateException withTime(UpdateException e, Instant now) {
        return new UpdateException(
                e.code(),
                "%s; the device's clock says %s: if that is wrong, set it, else have the repository published anew"
                        .formatted(e.getMessage(), now),
                e);
    }

    private static byte[] root(Path root) {
        try {
            if (Files.size(root) <= MOST_ROOT_BYTES) {
                return Files.readAllBytes(root);
            }
        } catch (IOException e) {
            throw new UpdateException(
                    "no-trusted-root",
                    "the root %s, which the device is to trust, cannot be read: %s".formatted(root, e),
                    e);
        }
        throw new UpdateException("no-trusted-root", "%s is too long for a root".formatted(root));
    }

    private static String base(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http:") && !lower.startsWith("https:") && !lower.startsWith("file:")) {
            Path folder = Path.of(address);
            if (!Files.isDirectory(folder)) {
                throw new UpdateException(
                        "no-repository", "%s is neither an address nor a folder with a repository".formatted(address));
            }
            return folder.toAbsolutePath().normalize().toUri().toString();
        }
        try {
            String text = new URI(address).toString();
            return text.endsWith("/") ? text : text + "/";
        } catch (URISyntaxException e) {
            throw new UpdateException("bad-address", "'%s' is no address: %s".formatted(address, e.getMessage()), e);
        }
    }

    TrustedTargets targets() {
        return targets;
    }

    @Override
    public void close() {
        fetcher.close();
        store.close();
    }
}
