package dev.spotter.safety;

/** A rule that cannot be used, or an incident that cannot be kept. */
public final class SafetyException extends RuntimeException {
    private final String code;

    public SafetyException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A stable code that a back end can match on. */
    public String code() {
        return code;
    }
}
