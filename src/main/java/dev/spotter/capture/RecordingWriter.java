package dev.spotter.capture;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes recordings in our own format into a folder, beside those that it has.
 *
 * <p>A recording is in the index only once it is whole: what was cut off by a crash is a file that nobody reads.
 */
public final class RecordingWriter {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;

    /** Makes the folder if there is none. */
    public RecordingWriter(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Begins a recording.
     *
     * @param source name of its source, which becomes a part of the file's name
     * @param start wall-clock time of its first sample
     */
    public RecordingFile begin(String source, Instant start) {
        String stem = source.replaceAll("[^A-Za-z0-9-]", "-") + "-" + FILE_TIME.format(start);
        for (int number = 0; ; number++) {
            Path file = folder.resolve(number == 0 ? stem + ".csv" : stem + "-" + number + ".csv");
            if (!Files.exists(file)) {
                return new RecordingFile(this, file, start);
            }
        }
    }

    synchronized void index(Path file, Instant start, RecordingDescription description) {
        String count = description
                .count()
                .map(repetitions -> repetitions.least() == repetitions.most()
                        ? String.valueOf(repetitions.best())
                        : repetitions.least() + "-" + repetitions.most())
                .orElse("");
        String attributes = new TreeMap<>(description.attributes())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(";"));
        String row = String.join(
                        ",",
                        field(file.getFileName().toString()),
                        field(description.subject()),
                        field(description.label()),
                        start.toString(),
                        count,
                        field(attributes))
                + "\n";
        Path index = folder.resolve(SpotterFolder.INDEX);
        try (FileOutputStream stream = new FileOutputStream(index.toFile(), true)) {
            String header = Files.size(index) == 0 ? String.join(",", SpotterFolder.INDEX_COLUMNS) + "\n" : "";
            stream.write((header + row).getBytes(StandardCharsets.UTF_8));
            stream.getFD().sync();
        } catch (IOException e) {
            throw unwritable(index, e);
        }
    }

    private static String field(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    static CaptureException unwritable(Path path, IOException e) {
        return new CaptureException("recording-unwritable", path, 0, "it cannot be written: " + e.getMessage(), e);
    }
}
