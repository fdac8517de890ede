package dev.spotter.model.picture;

import java.io.Serial;
import java.util.Objects;

/** A picture cannot be read: a stable code for programs and a sentence for people. */
public final class PictureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    PictureException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    PictureException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code picture-format}. */
    public String code() {
        return code;
    }
}
