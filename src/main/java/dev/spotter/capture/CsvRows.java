package dev.spotter.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a CSV file (RFC 4180, no line breaks within fields) row by row, and knows the line for messages. */
final class CsvRows implements AutoCloseable {
    /** A file above this is refused unread: an hour and more of samples, and as much as a small device can hold. */
    static final long LARGEST_BYTES = 16L << 20;

    private static final int LONGEST_LINE = 64 << 10;

    private final Path file;
    private final BufferedReader reader;
    private final List<String> fields = new ArrayList<>();
    private int line;

    CsvRows(Path file) {
        this.file = file;
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new CaptureException("recording-unreadable", file, "it is no plain file");
            }
            long bytes = Files.size(file);
            if (bytes > LARGEST_BYTES) {
                throw new CaptureException(
                        "recording-too-large",
                        file,
                        "%d bytes are more than the %d that one file may have; split it"
                                .formatted(bytes, LARGEST_BYTES));
            }
            reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CaptureException("recording-missing", file, 0, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The fields of the next line that is not blank, trimmed; {@code null} at the end. Valid until the next call. */
    List<String> next() {
        try {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (text.length() > LONGEST_LINE) {
                    throw bad("recording-row-bad", "a line of %d characters is no row".formatted(text.length()));
                }
                if (line == 1 && text.startsWith("\uFEFF")) {
                    text = text.substring(1);
                }
                if (!text.isBlank()) {
                    split(text);
                    return fields;
                }
            }
            return null;
        } catch (CharacterCodingException e) {
            throw new CaptureException("recording-unreadable", file, line + 1, "this is no UTF-8 text", e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private void split(String text) {
        fields.clear();
        try {
            split(text, fields);
        } catch (IllegalArgumentException e) {
            throw bad("recording-row-bad", e.getMessage());
        }
    }

    /** The fields of a line, trimmed; an {@link IllegalArgumentException} says why it is no row. */
    static List<String> split(String text, List<String> fields) {
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quotation mark is not closed");
        }
        fields.add(field.toString().strip());
        return fields;
    }

    /** A field of the row read last. */
    String text(int column) {
        return fields.get(column);
    }

    /** A finite number, which the name of its column says in the message. */
    double number(int column, String name) {
        String text = fields.get(column);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw bad("recording-number-bad", "%s is '%s', which is no number".formatted(name, text));
        }
        if (!Double.isFinite(value)) {
            throw bad("recording-number-bad", "%s is '%s'; only finite numbers are samples".formatted(name, text));
        }
        return value;
    }

    /** A whole number that is not negative. */
    int count(int column, String name) {
        double value = number(column, name);
        if (value < 0 || value > 10_000 || value != Math.rint(value)) {
            throw bad("recording-number-bad", "%s is '%s', which is no count".formatted(name, fields.get(column)));
        }
        return (int) value;
    }

    /** How many fields the row read last has. */
    int fields() {
        return fields.size();
    }

    /** A failure at the line read last. */
    CaptureException bad(String code, String sentence) {
        return new CaptureException(code, file, line, sentence);
    }

    private CaptureException unreadable(Exception e) {
        return new CaptureException("recording-unreadable", file, 0, "it cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
