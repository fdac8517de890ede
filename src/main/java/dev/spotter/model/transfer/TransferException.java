package dev.spotter.model.transfer;

import java.io.Serial;
import java.util.Objects;

/**
 * Something could not be fetched. Codes:
 *
 * <ul>
 *   <li>{@code bad-address}: the address is not one that is fetched from
 *   <li>{@code not-found}: the server, or the folder, says that there is no such file (HTTP 403, 404 or 410)
 *   <li>{@code refused-by-server}: another answer of HTTP 4xx
 *   <li>{@code server-error}: HTTP 5xx or 429
 *   <li>{@code bad-answer}: an answer that makes no sense for the request
 *   <li>{@code unreachable}: no connection, or one that broke before an answer
 *   <li>{@code tls-refused}: the server's certificate is not trusted, or TLS could not be agreed on
 *   <li>{@code cut-off}: the connection broke, or the answer ended, before all bytes were there
 *   <li>{@code range-refused}: the server does not go on where the file ended, nor from its beginning
 *   <li>{@code stalled}: no byte for too long
 *   <li>{@code too-slow}: fewer bytes a second than the least that is accepted
 *   <li>{@code timed-out}: the time for the whole transfer is over
 *   <li>{@code length-exceeded}: more bytes than allowed
 *   <li>{@code length-mismatch}, {@code hash-mismatch}: all bytes came, but other ones than expected
 *   <li>{@code unknown-hash-algorithm}: only hashes that cannot be checked are given
 *   <li>{@code too-many-redirects}, {@code redirect-refused}
 *   <li>{@code disk-full}, {@code disk-error}
 *   <li>{@code interrupted}: the agent is stopping
 * </ul>
 */
public final class TransferException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case, for a back end to match on
     * @param message a sentence that names the address and what a person can do about it
     */
    public TransferException(String code, String message) {
        this(code, message, null);
    }

    /** As above, with the failure that it rests on. */
    public TransferException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code stalled}. */
    public String code() {
        return code;
    }

    /** Whether the same request may well succeed a little later. */
    boolean passing() {
        return switch (code) {
            case "server-error", "unreachable", "cut-off", "stalled", "too-slow" -> true;
            default -> false;
        };
    }
}
