package dev.spotter.model.transfer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Web servers. Redirects are followed here, not by the HTTP client: within a limit, never from https to http, never to
 * anything but a web server.
 */
final class HttpOrigin implements Origin {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    private final HttpClient client;
    private final int redirects;

    HttpOrigin(HttpClient client, int redirects) {
        this.client = client;
        this.redirects = redirects;
    }

    @Override
    public Content open(URI address, long from, Optional<String> tag, Duration patience) {
        URI here = address;
        for (int followed = 0; ; followed++) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = ask(here, from, tag, patience);
            if (!redirects(answer.statusCode())) {
                return content(here, from, tag, answer);
            }
            discard(answer);
            if (followed == redirects) {
                throw new TransferException(
                        "too-many-redirects",
                        "%s redirects more than %d times".formatted(Addresses.shown(address), redirects));
            }
            here = redirected(here, answer);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(
            URI address, long from, Optional<String> tag, Duration patience) {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request(address, from, tag), HttpResponse.BodyHandlers.ofPublisher());
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TransferException(
                    "stalled",
                    "%s did not answer within %.1f s".formatted(Addresses.shown(address), patience.toMillis() / 1e3),
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransferException(
                    "interrupted", "fetching %s was stopped".formatted(Addresses.shown(address)), e);
        } catch (ExecutionException e) {
            throw unreachable(address, e.getCause());
        }
    }

    private static HttpRequest request(URI address, long from, Optional<String> tag) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .header("Accept-Encoding", "identity")
                    .header("User-Agent", "spotter")
                    .GET();
            if (from > 0) {
                request.header("Range", "bytes=%d-".formatted(from));
                tag.ifPresent(same -> request.header("If-Range", same));
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new TransferException(
                    "bad-address", "%s cannot be fetched: %s".formatted(Addresses.shown(address), e.getMessage()), e);
        }
    }

    private static TransferException unreachable(URI address, Throwable cause) {
        return cause instanceof SSLException
                ? new TransferException(
                        "tls-refused",
                        "no trusted connection to %s: %s".formatted(Addresses.shown(address), reason(cause)),
                        cause)
                : new TransferException(
                        "unreachable",
                        "%s cannot be reached: %s".formatted(Addresses.shown(address), reason(cause)),
                        cause);
    }

    /** What went wrong, also where Java leaves the sentence out. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static boolean redirects(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI redirected(URI from, HttpResponse<?> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new TransferException(
                    "redirect-refused", "%s redirects to no address".formatted(Addresses.shown(from)), e);
        }
        boolean safe =
                "https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()));
        if (location.isEmpty() || !safe || to.getHost() == null) {
            throw new TransferException(
                    "redirect-refused",
                    "%s redirects to '%s', which is not followed"
                            .formatted(Addresses.shown(from), Addresses.shown(to)));
        }
        return to;
    }

    private static Content content(
            URI address, long from, Optional<String> tag, HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer) {
        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
        HttpContent content =
                switch (answer.statusCode()) {
                    case 200 -> new HttpContent(Addresses.shown(address), 0, tag(answer), length);
                    case 206 -> rest(address, from, tag, answer);
                    default -> null;
                };
        if (content == null) {
            discard(answer);
            throw refusal(address, answer.statusCode());
        }
        answer.body().subscribe(content);
        return content;
    }

    /** A server may answer with another part than the one asked for, or, whatever it was told, with a part of another file. */
    private static HttpContent rest(
            URI address, long from, Optional<String> tag, HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer) {
        Matcher range = CONTENT_RANGE.matcher(
                answer.headers().firstValue("Content-Range").orElse(""));
        Optional<String> now = tag(answer);
        if (!range.matches()
                || Long.parseLong(range.group(1)) != from
                || tag.isPresent() && now.isPresent() && !now.equals(tag)) {
            discard(answer);
            throw new TransferException(
                    from == 0 ? "bad-answer" : "range-refused",
                    "%s answers with another part, or another file, than the one that was begun"
                            .formatted(Addresses.shown(address)));
        }
        OptionalLong whole =
                range.group(2).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(2)));
        return new HttpContent(Addresses.shown(address), from, now.isPresent() ? now : tag, whole);
    }

    /** What {@code If-Range} may name (RFC 9110, 13.1.5): a strong entity tag, else the time of the last change. */
    private static Optional<String> tag(HttpResponse<?> answer) {
        Optional<String> entity = answer.headers().firstValue("ETag");
        return entity.isPresent()
                ? entity.filter(strong -> strong.startsWith("\""))
                : answer.headers().firstValue("Last-Modified");
    }

    private static TransferException refusal(URI address, int status) {
        String code =
                switch (status) {
                    case 403, 404, 410 -> "not-found";
                    case 416 -> "range-refused";
                    case 429 -> "server-error";
                    default -> status >= 500 ? "server-error" : status >= 400 ? "refused-by-server" : "bad-answer";
                };
        return new TransferException(code, "%s answers HTTP %d".formatted(Addresses.shown(address), status));
    }

    /** The client keeps a connection busy until its body is read or given up. */
    private static void discard(HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer) {
        try (HttpContent rest = new HttpContent("", 0, Optional.empty(), OptionalLong.empty())) {
            answer.body().subscribe(rest);
        }
    }

    /** A client that neither follows redirects nor switches protocols by itself. */
    static HttpClient.Builder client(Duration connect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect);
    }
}
