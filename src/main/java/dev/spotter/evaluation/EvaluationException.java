package dev.spotter.evaluation;

import java.io.Serial;
import java.util.Objects;

/** An evaluation that cannot be made: a stable code for programs and a sentence for people. */
public final class EvaluationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case
     * @param message a sentence that names the thing, its value and what is allowed
     */
    public EvaluationException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** As above, with the failure that it rests on. */
    public EvaluationException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code unknown-task}. */
    public String code() {
        return code;
    }
}
