package dev.spotter.model.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, pulled one piece at a time: the HTTP client's own stream would block for ever on a server that
 * falls silent. At most one piece waits here, so a fast server fills no memory.
 */
final class HttpContent implements Content, Flow.Subscriber<List<ByteBuffer>> {
    private static final List<ByteBuffer> END = List.of();

    private final String shown;
    private final long start;
    private final Optional<String> tag;
    private final OptionalLong wholeLength;
    private final LinkedBlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    HttpContent(String shown, long start, Optional<String> tag, OptionalLong wholeLength) {
        this.shown = shown;
        this.start = start;
        this.tag = tag;
        this.wholeLength = wholeLength;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public Optional<String> tag() {
        return tag;
    }

    @Override
    public OptionalLong wholeLength() {
        return wholeLength;
    }

    @Override
    public List<ByteBuffer> next(Duration patience) {
        if (ended) {
            return END;
        }
        Object piece;
        try {
            piece = pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException("interrupted", "fetching %s was stopped".formatted(shown), e);
        }
        return switch (piece) {
            case null ->
                throw new TransferException(
                        "stalled", "%s sent nothing for %.1f s".formatted(shown, patience.toMillis() / 1e3));
            case Throwable failure ->
                throw new TransferException(
                        "cut-off", "%s broke off: %s".formatted(shown, HttpOrigin.reason(failure)), failure);
            case List<?> bytes -> {
                ended = bytes.isEmpty();
                if (!ended) {
                    subscription.request(1);
                }
                yield bytes.stream().map(ByteBuffer.class::cast).toList();
            }
            default -> throw new IllegalStateException("not a piece: " + piece.getClass());
        };
    }

    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(failure);
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }
}
