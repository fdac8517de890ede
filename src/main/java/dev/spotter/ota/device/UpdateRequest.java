package dev.spotter.ota.device;

import java.util.Optional;

/** What somebody wants of a device. */
sealed interface UpdateRequest {
    /**
     * To run a set.
     *
     * @param repository that has it
     * @param set its name; empty for the one that the repository's channel points to
     * @param again whether one that was refused is tried again although it has not changed
     */
    record Set(String repository, Optional<String> set, boolean again) implements UpdateRequest {}

    /** To run the set that ran before. */
    record Back() implements UpdateRequest {}
}
