package dev.spotter.model.transfer;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A kind of place that bytes come from. */
interface Origin {
    /**
     * Opens a file from a position on. Where that cannot be done, or the file is another one by now, the content starts at 0.
     *
     * @param tag what the other side called the content that is here until that position; absent where it said nothing
     * @param patience longest wait for a connection, and then again for an answer
     * @throws TransferException where there is no such content
     */
    Content open(URI address, long from, Optional<String> tag, Duration patience);
}
