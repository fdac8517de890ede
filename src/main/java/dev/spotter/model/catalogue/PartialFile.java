package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of a file that is being fetched: {@code FILE.part}, and {@code FILE.part.from} with the address and the
 * server's word for that very content, without which nothing is ever continued. Whenever the process dies, either both
 * belong together or the second is missing.
 */
final class PartialFile implements AutoCloseable {
    private static final int MOST_BYTES_OF_ORIGIN = 16 * 1024;

    private final Path file;
    private final Path part;
    private final Path origin;
    private final FileChannel channel;

    /** @throws ModelException {@code download-not-written} */
    PartialFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.origin = file.resolveSibling(file.getFileName() + ".part.from");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** The server's word for the content that is here, where there is some of this address that can be continued. */
    Optional<String> validator(URI from) {
        try {
            if (length() == 0 || !Files.exists(origin) || Files.size(origin) > MOST_BYTES_OF_ORIGIN) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(origin);
            return lines.size() == 2 && lines.getFirst().equals(from.toString())
                    ? Optional.of(lines.getLast())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Begins again. */
    void restart(URI from, Optional<String> validator) {
        try {
            Files.deleteIfExists(origin);
            channel.truncate(0);
            if (validator.isPresent()) {
                Path written = origin.resolveSibling(origin.getFileName() + ".new");
                Files.write(written, List.of(from.toString(), validator.get()));
                Files.move(written, origin, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** Forgets all that is here. */
    void discard() {
        try {
            Files.deleteIfExists(origin);
            channel.truncate(0);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    void append(byte[] bytes, int count) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
            while (rest.hasRemaining()) {
                channel.write(rest, channel.size());
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** @throws ModelException {@code disk-full} where so many further bytes have no room */
    void requireRoom(long bytes) {
        try {
            long room = Files.getFileStore(part).getUsableSpace();
            if (room < bytes) {
                throw new ModelException(
                        "disk-full",
                        "%s needs %d more bytes, but the disk of %s has room for %d; make room and try again"
                                .formatted(file.getFileName(), bytes, file.getParent(), room));
            }
        } catch (IOException unknown) {
            return; // then writing will say it
        }
    }

    /** All is here: the file has its name, safe from a power cut. */
    void complete() {
        try {
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(origin);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private ModelException notWritten(IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left")) {
            return new ModelException(
                    "disk-full",
                    "the disk of %s is full; make room and try again, what came is kept".formatted(file.getParent()),
                    e);
        }
        return new ModelException("download-not-written", "%s cannot be written: %s".formatted(part, e), e);
    }

    /** What is here stays, unless it is nothing. */
    @Override
    public void close() {
        try (channel) {
            if (channel.size() == 0) {
                Files.deleteIfExists(origin);
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // empty files that cannot be removed harm nobody
        }
    }
}
