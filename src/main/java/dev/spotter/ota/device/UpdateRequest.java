package dev.spotter.ota.device;

import java.util.Optional;

/** What somebody wants of a device. */
sealed interface UpdateRequest {
    /**
     * To run a set.
     *
     * @param repository that has it
     * @param set its name; empty for the one that the repository's channel points to
     * @param source who says so
     */
    record Set(String repository, Optional<String> set, Wishes.Source source) implements UpdateRequest {}

    /** To run the set that ran before. */
    record Back() implements UpdateRequest {}
}
