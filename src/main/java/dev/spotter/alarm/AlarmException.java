package dev.spotter.alarm;

/** An output that cannot be used as the profile says. */
public final class AlarmException extends RuntimeException {
    private final String code;

    public AlarmException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A stable code that a back end can match on. */
    public String code() {
        return code;
    }
}
