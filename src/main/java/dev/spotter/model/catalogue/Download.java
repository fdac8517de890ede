package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Fetches one file over HTTP or HTTPS (RFC 9110). A connection that breaks is continued where it broke ({@code Range}), by
 * the same process or a later one, as long as the server says that it is the same content ({@code If-Range} with a strong
 * {@code ETag} or the date of the last change); else it begins again. What comes is never trusted: whoever calls checks the
 * file's SHA-256.
 *
 * <p>Refusals are {@link ModelException}s with the codes {@code bad-address}, {@code download-not-found},
 * {@code download-refused}, {@code download-redirected}, {@code download-insecure}, {@code download-wrong-length},
 * {@code download-too-large}, {@code download-stalled}, {@code download-broken}, {@code download-not-written} and
 * {@code disk-full}.
 */
public final class Download {
    private static final int BLOCK = 64 * 1024;
    private static final long LEAST_BYTES_A_SECOND = 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");

    private final DownloadLimits limits;
    private final DownloadProgress progress;

    public Download(DownloadLimits limits, DownloadProgress progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Fetches a file; it has its name only when it is whole. A beginning that an earlier call left beside it is continued.
     *
     * @param from where it lies
     * @param into the file that it becomes; its folder is made where it is missing
     * @param length of the file in bytes, where it is known before
     * @return whether anything of an earlier call was continued
     * @throws ModelException where it cannot be had, with one of the codes above
     * @throws InterruptedException between two attempts
     */
    public boolean fetch(URI from, Path into, OptionalLong length) throws InterruptedException {
        try (PartialFile part = new PartialFile(into)) {
            boolean continued = part.validator(from).isPresent();
            int inVain = 0;
            while (true) {
                long before = part.length();
                ModelException failure;
                try {
                    attempt(from, part, length);
                    part.complete();
                    return continued;
                } catch (SSLException e) {
                    throw new ModelException(
                            "download-insecure", "%s cannot be trusted: %s".formatted(from, e.getMessage()), e);
                } catch (SocketTimeoutException e) {
                    failure = new ModelException(
                            "download-stalled",
                            "%s does not answer or sends too little; %s".formatted(from, kept(part)),
                            e);
                } catch (IOException e) {
                    failure = new ModelException(
                            "download-broken", "%s cannot be had now: %s; %s".formatted(from, e, kept(part)), e);
                }
                // less than a block does not count, so that a server that sends a byte each time is given up
                inVain = part.length() >= before + BLOCK ? 0 : inVain + 1;
                if (inVain >= limits.attempts()) {
                    throw failure;
                }
                Thread.sleep(pause(inVain));
            }
        }
    }

    private static String kept(PartialFile part) {
        return "%d bytes are kept, try again to continue".formatted(part.length());
    }

    private Duration pause(int inVain) {
        Duration pause = limits.pause().multipliedBy(1L << Math.clamp(inVain - 1, 0, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void attempt(URI from, PartialFile part, OptionalLong length) throws IOException {
        Optional<String> validator = part.validator(from);
        Map<String, String> headers = new HashMap<>();
        validator.ifPresent(word -> {
            headers.put("Range", "bytes=" + part.length() + "-");
            headers.put("If-Range", word);
        });
        HttpURLConnection connection = Request.get(from, headers, limits);
        try {
            switch (connection.getResponseCode()) {
                case 200 -> {
                    OptionalLong all = whole(from, connection, length, 0);
                    part.restart(from, validator(connection));
                    receive(from, part, connection, all);
                }
                case 206 -> {
                    requireContinuation(part, connection, validator);
                    receive(from, part, connection, whole(from, connection, length, part.length()));
                }
                case 416 -> {
                    OptionalLong all = total(connection);
                    if (all.isEmpty() || all.getAsLong() != part.length()) {
                        part.discard();
                        throw new IOException("the server has less than what came before");
                    }
                    requireLength(from, all, length);
                }
                case 404, 410 ->
                    throw new ModelException("download-not-found", "there is no file %s any more".formatted(from));
                case 408, 425, 429, 500, 502, 503, 504 ->
                    throw new IOException("the server says " + connection.getHeaderField(0));
                default ->
                    throw new ModelException(
                            "download-refused",
                            "the server of %s says %s".formatted(from, connection.getHeaderField(0)));
            }
        } finally {
            connection.disconnect();
        }
    }

    /** A server may answer a range with another one, or with one of other content. */
    private static void requireContinuation(PartialFile part, HttpURLConnection connection, Optional<String> asked)
            throws IOException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        boolean here = range.matches() && Long.toString(part.length()).equals(range.group(1));
        Optional<String> said = validator(connection);
        if (!here || said.isPresent() && !said.equals(asked)) {
            part.discard();
            throw new IOException("the server answered with another part or another version");
        }
    }

    private void receive(URI from, PartialFile part, HttpURLConnection connection, OptionalLong all)
            throws IOException {
        all.ifPresent(bytes -> part.requireRoom(bytes - part.length()));
        byte[] block = new byte[BLOCK];
        Pace pace = new Pace(limits.stall());
        try (InputStream body = connection.getInputStream()) {
            for (int read = body.read(block); read >= 0; read = body.read(block)) {
                if (part.length() + read > Math.min(limits.mostBytes(), all.orElse(Long.MAX_VALUE))) {
                    part.discard();
                    throw tooLarge(from, "sends more");
                }
                part.append(block, read);
                progress.at(part.length(), all);
                pace.require(read);
            }
        }
        if (all.isPresent() && part.length() < all.getAsLong()) {
            throw new IOException("the connection was cut");
        }
    }

    /** How long the whole file is, where the server says it or it is known. */
    private OptionalLong whole(URI from, HttpURLConnection connection, OptionalLong expected, long before) {
        OptionalLong said = total(connection);
        if (said.isEmpty() && connection.getContentLengthLong() >= 0) {
            said = OptionalLong.of(before + connection.getContentLengthLong());
        }
        requireLength(from, said, expected);
        return said.isPresent() ? said : expected;
    }

    private void requireLength(URI from, OptionalLong said, OptionalLong expected) {
        if (said.isPresent() && expected.isPresent() && said.getAsLong() != expected.getAsLong()) {
            throw new ModelException(
                    "download-wrong-length",
                    "%s has %d bytes, but %d are expected: it is another file"
                            .formatted(from, said.getAsLong(), expected.getAsLong()));
        }
        if (said.isPresent() && said.getAsLong() > limits.mostBytes()) {
            throw tooLarge(from, "has %d bytes".formatted(said.getAsLong()));
        }
    }

    private ModelException tooLarge(URI from, String what) {
        return new ModelException(
                "download-too-large", "%s %s, at most %d bytes are taken".formatted(from, what, limits.mostBytes()));
    }

    private static OptionalLong total(HttpURLConnection connection) {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        return range.matches() && !range.group(2).equals("*")
                ? OptionalLong.of(Long.parseLong(range.group(2)))
                : OptionalLong.empty();
    }

    /** The server's word for this very content: a strong ETag, else the date of the last change. */
    private static Optional<String> validator(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        if (tag != null) {
            return tag.startsWith("\"") ? Optional.of(tag) : Optional.empty();
        }
        return Optional.ofNullable(connection.getHeaderField("Last-Modified"));
    }

    /** Tells a server that sends a byte now and then from a slow line. */
    private static final class Pace {
        private final long windowNanos;
        private final long leastBytes;
        private long since = System.nanoTime();
        private long bytes;

        Pace(Duration window) {
            this.windowNanos = window.toNanos();
            this.leastBytes = LEAST_BYTES_A_SECOND * window.toMillis() / 1000;
        }

        void require(int read) throws SocketTimeoutException {
            bytes += read;
            long now = System.nanoTime();
            if (now - since >= windowNanos) {
                if (bytes < leastBytes) {
                    throw new SocketTimeoutException("only %d bytes came".formatted(bytes));
                }
                since = now;
                bytes = 0;
            }
        }
    }
}
