package dev.spotter.model.transfer;

import java.net.URI;
import java.time.Duration;

/** A kind of place that bytes come from. */
interface Origin {
    /**
     * Opens a file from a position on. Where that cannot be done, the content starts at 0.
     *
     * @param patience longest wait for a connection, and then again for an answer
     * @throws TransferException where there is no such content
     */
    Content open(URI address, long from, Duration patience);
}
