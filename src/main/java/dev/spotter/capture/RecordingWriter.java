package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes recordings in our own format into a folder, beside those that it has.
 *
 * <p>A recording is in the index only once it is whole: what was cut off by a crash is a file that nobody reads.
 */
public final class RecordingWriter {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What follows a source in the name of its recordings: a time, and a number where there are several. */
    private static final Pattern FILE_NAME_REST = Pattern.compile("\\d{8}-\\d{6}(-\\d+)?");

    /** With less than this left, a write that failed has failed for want of room, whatever the system calls it. */
    private static final long NO_ROOM_BYTES = 64 << 10;

    private final Path folder;
    private final RecordingIndex index;

    /** Makes the folder if there is none. */
    public RecordingWriter(Path folder) {
        this.folder = folder;
        index = new RecordingIndex(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * The format has columns for one inertial sensor.
     *
     * @throws CaptureException {@code recording-channels-unsupported} if the source is something else
     */
    public static void requireRecordable(ImuSource source) {
        if (!source.channels().equals(ImuChannels.ALL)) {
            throw new CaptureException(
                    "recording-channels-unsupported",
                    null,
                    "source '%s' gives %s, but only %s can be recorded"
                            .formatted(
                                    source.name(),
                                    String.join(", ", source.channels()),
                                    String.join(", ", ImuChannels.ALL)));
        }
    }

    /**
     * Begins a recording.
     *
     * @param source name of its source, which becomes a part of the file's name
     * @param start wall-clock time of its first sample
     */
    public RecordingFile begin(String source, Instant start) {
        String stem = stem(source) + FILE_TIME.format(start);
        for (int number = 0; ; number++) {
            Path file = folder.resolve(number == 0 ? stem + ".csv" : stem + "-" + number + ".csv");
            if (!Files.exists(file)) {
                return new RecordingFile(this, file, start);
            }
        }
    }

    private static String stem(String source) {
        return source.replaceAll("[^A-Za-z0-9-]", "-") + "-";
    }

    /**
     * Whether a recording that was written by such a writer is of a source.
     *
     * @param recording its name: that of its file, without the ending
     */
    public static boolean isOf(String source, String recording) {
        return recording.startsWith(stem(source))
                && FILE_NAME_REST
                        .matcher(recording)
                        .region(stem(source).length(), recording.length())
                        .matches();
    }

    void index(Path file, Instant start, RecordingDescription description) {
        index.add(file, start, description);
    }

    /**
     * Says something else of a recording that is finished.
     *
     * @param file as {@link RecordingFile#path()} gave it
     */
    public void describe(Path file, RecordingDescription description) {
        index.replace(file, description);
    }

    /** Takes a finished recording out of the index, then away. */
    public void delete(Path file) {
        index.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static CaptureException unwritable(Path path, IOException e) {
        Path folder = Files.isDirectory(path) || path.getParent() == null ? path : path.getParent();
        if (full(folder, e)) {
            return new CaptureException("disk-full", path, 0, "the disk is full; free some room on it", e);
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return new CaptureException(
                    "folder-not-writable", path, 0, "the folder cannot be written: " + e.getMessage(), e);
        }
        return new CaptureException("recording-unwritable", path, 0, "it cannot be written: " + e.getMessage(), e);
    }

    private static boolean full(Path folder, IOException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("No space left") || said.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() < NO_ROOM_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }
}
