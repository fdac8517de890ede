package dev.spotter.model.transfer;

/** Told how far a file is. */
@FunctionalInterface
public interface TransferProgress {
    /** For whoever does not care. */
    TransferProgress NONE = (done, all) -> {};

    /**
     * More bytes are on the disk.
     *
     * @param done bytes that are there, those of earlier runs included
     * @param all bytes of the whole file, 0 where nobody knows
     */
    void at(long done, long all);
}
