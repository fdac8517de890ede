package dev.spotter.model.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is not complete yet, with the hashes of what is there. What an earlier run left is kept and hashed once.
 * Its name shows up elsewhere only when it is complete, right, and safe on the disk.
 */
final class PartFile implements AutoCloseable {
    private static final int LONGEST_TAG = 1024;

    private final Path path;
    private final Path tagPath;
    private final ExpectedContent expected;
    private final FileChannel channel;
    private ExpectedContent.Running hashes;
    private long length;
    private Optional<String> tag = Optional.empty();

    private PartFile(Path path, ExpectedContent expected, FileChannel channel) {
        this.path = path;
        this.tagPath = path.resolveSibling(path.getFileName() + ".tag");
        this.expected = expected;
        this.channel = channel;
    }

    /** Opens it, with what is there already, if that can be the beginning of what is expected. */
    static PartFile open(Path path, ExpectedContent expected, long most) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
            }
            FileChannel channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            PartFile part = new PartFile(path, expected, channel);
            part.takeOver(most);
            return part;
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    private void takeOver(long most) throws IOException {
        hashes = expected.new Running();
        length = channel.size();
        tag = readTag();
        if (length > most || tag.isEmpty() && expected.hashes().isEmpty()) {
            restart(Optional.empty());
            return;
        }
        hashes.update(channel);
    }

    /** Bytes that are there. */
    long length() {
        return length;
    }

    void add(ByteBuffer bytes) {
        hashes.update(bytes);
        try {
            while (bytes.hasRemaining()) {
                length += channel.write(bytes, length);
            }
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** What the other side called the content that is there. */
    Optional<String> tag() {
        return length == 0 ? Optional.empty() : tag;
    }

    private Optional<String> readTag() {
        try (InputStream in = Files.newInputStream(tagPath, LinkOption.NOFOLLOW_LINKS)) {
            String read = new String(in.readNBytes(LONGEST_TAG), StandardCharsets.ISO_8859_1);
            return Optional.of(read).filter(PartFile::isTag);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** After a loss of power there may be zeros in place of a tag, which no request could carry. */
    private static boolean isTag(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter >= ' ' && letter != 0x7f);
    }

    /** Forgets what is there; what comes next has this tag. Whenever the process dies, no bytes stand beside a wrong tag. */
    void restart(Optional<String> newTag) {
        try {
            Files.deleteIfExists(tagPath);
            channel.truncate(0);
            length = 0;
            hashes = expected.new Running();
            tag = newTag.filter(text -> text.length() < LONGEST_TAG);
            if (tag.isPresent()) {
                Path written = tagPath.resolveSibling(tagPath.getFileName() + ".new");
                Files.deleteIfExists(written);
                Files.writeString(written, tag.get(), StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
                Files.move(written, tagPath, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** Refuses the disk before it is full, not after. */
    void requireRoom(long more, long keepFree) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < more + keepFree) {
                throw new TransferException(
                        "disk-full",
                        "%d bytes are needed in %s and %d more shall stay free, but only %d are"
                                .formatted(more, path.toAbsolutePath().getParent(), keepFree, free));
            }
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    /** Puts it under its name, in one step that survives a loss of power. */
    void complete(String what, Path file) {
        expected.requireLength(what, length);
        hashes.check(what);
        try {
            channel.force(true);
            Files.move(path, file, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(tagPath);
            forceFolder(file);
        } catch (IOException e) {
            throw diskFailure(file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(tagPath);
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw diskFailure(path, e);
        }
    }

    private static void forceFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static TransferException diskFailure(Path path, IOException e) {
        String reason = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : HttpOrigin.reason(e);
        return reason.contains("No space left") || reason.contains("quota")
                ? new TransferException("disk-full", "the disk of %s is full".formatted(path), e)
                : new TransferException("disk-error", "%s cannot be written: %s".formatted(path, reason), e);
    }
}
