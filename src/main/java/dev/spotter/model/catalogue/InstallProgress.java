package dev.spotter.model.catalogue;

/** Hears how far a download is. */
@FunctionalInterface
public interface InstallProgress {
    /**
     * More of a file is here.
     *
     * @param file what is fetched
     * @param done bytes that are here
     * @param all bytes of the whole file, 0 where nobody knows
     */
    void at(String file, long done, long all);
}
