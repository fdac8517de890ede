package dev.spotter.cli;

import java.util.Optional;

/** A device's updates as commands use them. What cannot be done is an {@link dev.spotter.ota.UpdateException}. */
interface OtaUpdates {
    /** How they stand, in a line. */
    String status() throws InterruptedException;

    /**
     * Has the device run a set, and follows what becomes of that until it runs, or will not.
     *
     * @return whether it runs
     */
    boolean push(String repository, Optional<String> set) throws InterruptedException;

    /** Has the device run the set that ran before. */
    void rollback() throws InterruptedException;
}
