package dev.spotter.capture;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Changes the index of a folder of recordings. Each change writes a whole new index beside the old one and takes its
 * place at once, so a crash or a full disk leaves the old one or the new one. Lines that are no rows of ours stay.
 */
final class RecordingIndex {
    private static final String HEADER = String.join(",", SpotterFolder.INDEX_COLUMNS);

    private final Path folder;
    private final Path file;
    private final Path next;

    RecordingIndex(Path folder) {
        this.folder = folder;
        file = folder.resolve(SpotterFolder.INDEX);
        next = folder.resolve("." + SpotterFolder.INDEX + ".next");
    }

    synchronized void add(Path recording, Instant start, RecordingDescription description) {
        change(lines -> lines.add(row(recording, start, description)));
    }

    /** Says of a recording something else than before; its start stays. */
    synchronized void replace(Path recording, RecordingDescription description) {
        change(lines -> {
            int at = find(lines, recording);
            Instant start = Instant.parse(fields(lines.get(at)).get(SpotterFolder.INDEX_COLUMNS.indexOf("start")));
            lines.set(at, row(recording, start, description));
        });
    }

    synchronized void remove(Path recording) {
        change(lines -> lines.remove(find(lines, recording)));
    }

    private int find(List<String> lines, Path recording) {
        String name = recording.getFileName().toString();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (fields(lines.get(i)).getFirst().equals(name)) {
                return i;
            }
        }
        throw new CaptureException("recording-missing", file, "there is no recording '" + name + "' in the index");
    }

    private static List<String> fields(String line) {
        try {
            return CsvRows.split(line, new ArrayList<>());
        } catch (IllegalArgumentException noRow) {
            return List.of("");
        }
    }

    private void change(Consumer<List<String>> edit) {
        try {
            List<String> lines = read();
            edit.accept(lines);
            try (FileOutputStream stream = new FileOutputStream(next.toFile())) {
                stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
                stream.getFD().sync();
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            next.toFile().delete();
            throw RecordingWriter.unwritable(file, e);
        }
    }

    private List<String> read() throws IOException {
        if (!Files.exists(file)) {
            return new ArrayList<>(List.of(HEADER));
        }
        // no channel, which an interrupted thread would close
        try (InputStream stream = new FileInputStream(file.toFile())) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toCollection(ArrayList::new));
            if (lines.isEmpty()) {
                lines.add(HEADER);
            }
            return lines;
        }
    }

    /** The new name is on the disk too. A folder can be opened as a channel only. */
    private void syncFolder() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel = FileChannel.open(folder)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String row(Path recording, Instant start, RecordingDescription description) {
        String attributes = new TreeMap<>(description.attributes())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(";"));
        return String.join(
                ",",
                field(recording.getFileName().toString()),
                field(description.subject()),
                field(description.label()),
                start.toString(),
                description.count().map(RepetitionCount::toString).orElse(""),
                field(attributes));
    }

    private static String field(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
