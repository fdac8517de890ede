package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One GET, from address to address as the servers say. */
final class Request {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private Request() {}

    /**
     * The connection that answers, its status known; to be disconnected.
     *
     * @throws IOException where no answer came
     * @throws ModelException {@code bad-address} or {@code download-redirected}
     */
    static HttpURLConnection get(URI from, Map<String, String> headers, DownloadLimits limits) throws IOException {
        URI at = requireWeb(from);
        Set<URI> seen = new LinkedHashSet<>();
        while (true) {
            seen.add(at);
            HttpURLConnection connection = open(at, headers, limits);
            boolean answered = false;
            try {
                if (!REDIRECTS.contains(connection.getResponseCode())) {
                    answered = true;
                    return connection;
                }
                at = next(at, connection.getHeaderField("Location"), seen, limits);
            } finally {
                if (!answered) {
                    connection.disconnect();
                }
            }
        }
    }

    private static HttpURLConnection open(URI at, Map<String, String> headers, DownloadLimits limits)
            throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(millis(limits.connect()));
        connection.setReadTimeout(millis(limits.stall()));
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("User-Agent", "spotter");
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static URI next(URI at, String location, Set<URI> seen, DownloadLimits limits) {
        URI next;
        try {
            next = at.resolve(String.valueOf(location));
        } catch (IllegalArgumentException e) {
            throw redirected(at, "to '%s', which is no address".formatted(location));
        }
        String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        if (location == null || !scheme.equals("https") && !scheme.equals(at.getScheme())) {
            throw redirected(at, "to '%s'; allowed is the same scheme, or https".formatted(location));
        }
        if (seen.contains(next)) {
            throw redirected(at, "in a circle, to %s".formatted(next));
        }
        if (seen.size() > limits.redirects()) {
            throw redirected(at, "once more, to %s, after %d times".formatted(next, limits.redirects()));
        }
        return requireWeb(next);
    }

    private static ModelException redirected(URI at, String where) {
        return new ModelException("download-redirected", "%s redirects %s".formatted(at, where));
    }

    private static URI requireWeb(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || address.getHost() == null) {
            throw new ModelException(
                    "bad-address", "%s is no address of a file; allowed are http:// and https://".formatted(address));
        }
        return address;
    }

    private static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }
}
