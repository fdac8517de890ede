package dev.spotter.model.catalogue;

import java.util.OptionalLong;

/** Hears how far a download is, after each block that came. */
@FunctionalInterface
public interface DownloadProgress {
    /** Hears nothing. */
    DownloadProgress NONE = (bytes, all) -> {};

    /**
     * So far it is.
     *
     * @param bytes that are here, those of earlier attempts included
     * @param all that there are, where the server says
     */
    void at(long bytes, OptionalLong all);
}
