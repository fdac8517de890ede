package dev.spotter.model.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes that are coming in. Closing it gives up what has not come yet. */
interface Content extends AutoCloseable {
    /** The position in the file of the first byte that comes. */
    long start();

    /** The other side's word for this very content, by which a later run can go on with it; absent where it has none. */
    Optional<String> tag();

    /** How long the whole file is, where the other side says so. */
    OptionalLong wholeLength();

    /**
     * The next bytes; an empty list at the end.
     *
     * @throws TransferException {@code stalled} where none came in that time, {@code cut-off} where the rest will not come
     */
    List<ByteBuffer> next(Duration patience);

    @Override
    void close();
}
