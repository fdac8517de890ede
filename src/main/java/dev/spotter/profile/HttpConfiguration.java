package dev.spotter.profile;

import java.util.Set;

/**
 * Where the page and the services listen.
 *
 * @param host a loopback address: any other needs TLS and a login, which this version does not have yet
 * @param port 0 takes a free one
 */
public record HttpConfiguration(String host, int port) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** What holds unless the profile says otherwise. */
    public static final HttpConfiguration USUAL = new HttpConfiguration("127.0.0.1", 8080);

    public HttpConfiguration {
        if (!LOOPBACK.contains(host)) {
            throw new IllegalArgumentException(
                    "listen is '%s', which others can reach; without TLS and a login only 127.0.0.1, localhost and [::1] are allowed"
                            .formatted(host));
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("listen has the port %d; allowed is 0 to 65535".formatted(port));
        }
    }

    /** Reads {@code host:port}. */
    static HttpConfiguration of(String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            return new HttpConfiguration(
                    listen.substring(0, Math.max(colon, 0)), Integer.parseInt(listen.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "listen is '%s'; expected is host:port, such as 127.0.0.1:8080".formatted(listen));
        }
    }
}
