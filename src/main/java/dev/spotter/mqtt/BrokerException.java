package dev.spotter.mqtt;

/**
 * The broker cannot be used as asked. Codes: {@code invalid-configuration}, {@code invalid-topic},
 * {@code password-file}, {@code certificate}, {@code private-key}, {@code broker-unreachable},
 * {@code broker-certificate}, {@code login-refused}, {@code broker-not-mqtt5}, {@code connection-lost},
 * {@code session-taken-over}, {@code sending-failed}, {@code demo-broker-failed}.
 */
public final class BrokerException extends RuntimeException {
    private final String code;

    public BrokerException(String code, String message) {
        this(code, message, null);
    }

    public BrokerException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Stable, kebab-case. */
    public String code() {
        return code;
    }
}
