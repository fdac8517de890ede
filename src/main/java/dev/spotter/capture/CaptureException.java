package dev.spotter.capture;

import java.nio.file.Path;
import java.util.Objects;

/** A recording, a folder of recordings or a source's configuration that cannot be used. */
public final class CaptureException extends RuntimeException {
    private final String code;
    private final transient Path file;
    private final int line;

    /** A failure that belongs to no line. */
    public CaptureException(String code, Path file, String sentence) {
        this(code, file, 0, sentence, null);
    }

    /** A failure at a line of a file. */
    public CaptureException(String code, Path file, int line, String sentence) {
        this(code, file, line, sentence, null);
    }

    /**
     * @param code stable, kebab-case
     * @param file the file or folder, or {@code null} where it is about none
     * @param line line of the file from 1, or 0 where it belongs to none
     * @param sentence what is wrong, and what would be right, for a person
     * @param cause what was thrown below, or {@code null}
     */
    public CaptureException(String code, Path file, int line, String sentence, Throwable cause) {
        super(place(file, line) + Objects.requireNonNull(sentence, "sentence"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.file = file;
        this.line = line;
    }

    private static String place(Path file, int line) {
        if (file == null) {
            return "";
        }
        return line > 0 ? file + ":" + line + ": " : file + ": ";
    }

    /** The stable code of the failure. */
    public String code() {
        return code;
    }

    /** The file or folder, or {@code null}. */
    public Path file() {
        return file;
    }

    /** The line from 1, or 0 where it belongs to none. */
    public int line() {
        return line;
    }
}
