package dev.spotter.pipeline;

import java.io.Serial;
import java.util.Objects;

/** A pipeline that cannot be opened, or a stage that could not do its work. */
public final class PipelineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case
     * @param message a sentence that names the thing, its value and what is allowed
     */
    public PipelineException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** As above, with the failure that it rests on. */
    public PipelineException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code model-rate-differs}. */
    public String code() {
        return code;
    }
}
