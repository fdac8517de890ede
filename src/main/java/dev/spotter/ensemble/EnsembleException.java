package dev.spotter.ensemble;

import java.io.Serial;
import java.util.Objects;

/** An ensemble, its description or its use was refused: a stable code for programs and a sentence for people. */
public final class EnsembleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case
     * @param message a sentence that names the thing, its value and what is allowed
     */
    public EnsembleException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code labels-differ}. */
    public String code() {
        return code;
    }
}
