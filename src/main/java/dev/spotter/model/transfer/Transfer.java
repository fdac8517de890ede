package dev.spotter.model.transfer;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Fetches from {@code http:}, {@code https:} and {@code file:} addresses. Whatever the other side does, a transfer ends
 * within its limits: bytes, time, rate, redirects, attempts. What may pass by itself (a server error, a connection that
 * breaks) is tried again; an attempt that brought bytes further does not count against the attempts.
 *
 * <p>Thread safe. Failures are {@link TransferException}s.
 */
public final class Transfer implements AutoCloseable {
    private final TransferLimits limits;
    private final SSLContext trust;
    private final FileOrigin files = new FileOrigin();
    private HttpClient client;

    /** Trusts the certificate authorities that Java trusts. */
    public Transfer(TransferLimits limits) {
        this(limits, null);
    }

    /** @param trust for https; null for the certificate authorities that Java trusts */
    public Transfer(TransferLimits limits, SSLContext trust) {
        this.limits = limits;
        this.trust = trust;
    }

    /**
     * A small file, in memory.
     *
     * @param most bytes that are accepted; one more is {@code length-exceeded}
     */
    public byte[] bytes(URI address, long most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run(address, most, new Receiver() {
            /** What changes on the server between two attempts would be mixed. */
            @Override
            public boolean resumes() {
                return false;
            }

            @Override
            public long length() {
                return bytes.size();
            }

            @Override
            public Optional<String> tag() {
                return Optional.empty();
            }

            @Override
            public void restart(Optional<String> tag) {
                bytes.reset();
            }

            @Override
            public void add(ByteBuffer piece, long whole) {
                byte[] copy = new byte[piece.remaining()];
                piece.get(copy);
                bytes.writeBytes(copy);
            }
        });
        return bytes.toByteArray();
    }

    /**
     * A file. What an earlier run left in {@code part} is gone on with, unless the other side says that it has another file
     * now; if all of it then turns out wrong, it is fetched anew once. Where no hash is known, it is gone on with only where
     * the other side can say so (an entity tag, kept in {@code PART.tag}). {@code part} and {@code file} lie on the same
     * disk.
     *
     * @param most bytes that are accepted where the length is not known
     * @param part where the bytes gather; kept where going on later makes sense
     * @param file replaced by the complete file in one step, and only where every hash and the length are right
     */
    public void file(
            URI address, ExpectedContent expected, long most, Path part, Path file, TransferProgress progress) {
        long limit = expected.length().orElse(most);
        String what = Addresses.shown(address);
        try (PartFile partFile = PartFile.open(part, expected, limit)) {
            boolean resumed = partFile.length() > 0;
            try {
                fill(address, limit, partFile, progress);
                try {
                    partFile.complete(what, file);
                } catch (TransferException e) {
                    if (!resumed || !e.code().equals("hash-mismatch")) {
                        throw e;
                    }
                    partFile.restart(Optional.empty());
                    fill(address, limit, partFile, progress);
                    partFile.complete(what, file);
                }
            } catch (TransferException e) {
                if (!e.passing() && !e.code().equals("interrupted") && !e.code().equals("timed-out")) {
                    partFile.delete();
                }
                throw e;
            }
        }
    }

    private void fill(URI address, long limit, PartFile part, TransferProgress progress) {
        if (part.length() == limit) {
            return;
        }
        part.requireRoom(limit - part.length(), limits.keepFreeBytes());
        run(address, limit, new Receiver() {
            @Override
            public boolean resumes() {
                return true;
            }

            @Override
            public long length() {
                return part.length();
            }

            @Override
            public Optional<String> tag() {
                return part.tag();
            }

            @Override
            public void restart(Optional<String> tag) {
                part.restart(tag);
            }

            @Override
            public void add(ByteBuffer piece, long whole) {
                part.add(piece);
                progress.at(part.length(), whole);
            }
        });
    }

    private void run(URI address, long most, Receiver receiver) {
        Pace pace = new Pace(limits, System::nanoTime);
        int attempt = 1;
        boolean anew = false;
        while (true) {
            long before = receiver.length();
            try {
                pace.attempt();
                attempt(address, most, receiver, pace);
                return;
            } catch (TransferException e) {
                if (e.code().equals("range-refused") && before > 0 && !anew) {
                    anew = true;
                    receiver.restart(Optional.empty());
                    continue;
                }
                attempt = receiver.resumes() && receiver.length() > before ? 1 : attempt + 1;
                if (!e.passing() || attempt > limits.attempts()) {
                    throw e;
                }
                pause(address, pace, attempt);
            }
        }
    }

    private void attempt(URI address, long most, Receiver receiver, Pace pace) {
        String what = Addresses.shown(address);
        long from = receiver.resumes() ? receiver.length() : 0;
        try (Content content =
                origin(address).open(address, from, receiver.tag(), pace.patience(what, limits.answer()))) {
            if (content.start() == 0) {
                receiver.restart(content.tag());
            }
            long announced = content.wholeLength().orElse(0);
            if (announced > most) {
                throw tooLong(what, most);
            }
            List<ByteBuffer> pieces = content.next(pace.patience(what, limits.silence()));
            while (!pieces.isEmpty()) {
                for (ByteBuffer piece : pieces) {
                    if (piece.remaining() > most - receiver.length()) {
                        throw tooLong(what, most);
                    }
                    pace.came(what, piece.remaining());
                    receiver.add(piece, announced);
                }
                sleep(what, pace, pace.ahead());
                pieces = content.next(pace.patience(what, limits.silence()));
            }
            if (receiver.length() < announced) {
                throw new TransferException(
                        "cut-off", "%s ended after %d of %d bytes".formatted(what, receiver.length(), announced));
            }
        }
    }

    private static TransferException tooLong(String what, long most) {
        return new TransferException("length-exceeded", "%s is longer than the %d bytes allowed".formatted(what, most));
    }

    private void pause(URI address, Pace pace, int attempt) {
        long nanos = limits.pause().toNanos() << Math.clamp(attempt - 2, 0, 6);
        Duration jittered =
                Duration.ofNanos((long) (nanos * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
        sleep(Addresses.shown(address), pace, jittered);
    }

    private static void sleep(String what, Pace pace, Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pace.patience(what, time).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException("interrupted", "fetching %s was stopped".formatted(what), e);
        }
    }

    private Origin origin(URI address) {
        return switch (address.getScheme()) {
            case "http", "https" -> new HttpOrigin(client(), limits.redirects());
            case "file" -> files;
            case null, default ->
                throw new TransferException(
                        "bad-address",
                        "%s cannot be fetched from; an address starts with https:, http: or file:"
                                .formatted(Addresses.shown(address)));
        };
    }

    /** Made when first needed: a stick needs no HTTP client. */
    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpOrigin.client(limits.answer());
            client = (trust == null ? builder : builder.sslContext(trust)).build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    /** Where the bytes of one transfer gather. */
    private interface Receiver {
        /** Whether another attempt goes on where this one ended. */
        boolean resumes();

        long length();

        /** What the other side called the content that is here. */
        Optional<String> tag();

        /** Forgets what is here; what comes now is what the other side calls so. */
        void restart(Optional<String> tag);

        /** @param whole length of all, 0 where nobody knows */
        void add(ByteBuffer piece, long whole);
    }
}
