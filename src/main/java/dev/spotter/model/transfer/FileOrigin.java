package dev.spotter.model.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folders and sticks, as {@code file:} addresses. Only regular files are read: a stick may hold a link to a device that
 * never ends.
 */
final class FileOrigin implements Origin {
    private static final int PIECE = 1 << 16;

    @Override
    public Content open(URI address, long from, Optional<String> tag, Duration patience) {
        Path file = file(address);
        try {
            if (!Files.isRegularFile(file)) {
                throw new TransferException("not-found", "there is no file " + file);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            String now = "%d-%d"
                    .formatted(channel.size(), Files.getLastModifiedTime(file).toMillis());
            long start = from <= channel.size() && tag.orElse(now).equals(now) ? from : 0;
            channel.position(start);
            return new FileContent(file, channel, start, Optional.of(now));
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new TransferException("not-found", "there is no file " + file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Path file(URI address) {
        try {
            return Path.of(address);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new TransferException(
                    "bad-address", "%s is no file's address: %s".formatted(address, e.getMessage()), e);
        }
    }

    private static TransferException unreadable(Path file, IOException e) {
        return new TransferException("unreachable", "%s cannot be read: %s".formatted(file, HttpOrigin.reason(e)), e);
    }

    private record FileContent(Path file, FileChannel channel, long start, Optional<String> tag) implements Content {
        @Override
        public OptionalLong wholeLength() {
            try {
                return OptionalLong.of(channel.size());
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        @Override
        public List<ByteBuffer> next(Duration patience) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            try {
                return channel.read(piece) < 0 ? List.of() : List.of(piece.flip());
            } catch (IOException e) {
                throw new TransferException("cut-off", "%s broke off: %s".formatted(file, HttpOrigin.reason(e)), e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }
}
