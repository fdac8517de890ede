package dev.spotter.model;

import java.io.Serial;
import java.util.Objects;

/** A model, its package or its use was refused: a stable code for programs and a sentence for people. */
public final class ModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case, for a back end to match on
     * @param message a sentence that names the thing, its value and what is allowed
     */
    public ModelException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** As above, with the failure that it rests on. */
    public ModelException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code hash-mismatch}. */
    public String code() {
        return code;
    }
}
