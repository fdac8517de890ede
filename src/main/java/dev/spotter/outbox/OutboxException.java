package dev.spotter.outbox;

/**
 * The store cannot do what was asked of it. Codes: {@code disk-full}, {@code disk-error}, {@code folder-not-writable},
 * {@code outbox-in-use}, {@code outbox-closed}, {@code duplicate-id}, {@code database-damaged},
 * {@code database-failed}, {@code database-too-new}, {@code sqlite-library}, {@code invalid-message},
 * {@code invalid-configuration}.
 */
public final class OutboxException extends RuntimeException {
    private final String code;

    public OutboxException(String code, String message) {
        this(code, message, null);
    }

    public OutboxException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Stable, kebab-case. */
    public String code() {
        return code;
    }
}
