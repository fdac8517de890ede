package dev.spotter.dashboard;

import java.util.Optional;

/** A device's updates, as the page and commands use them. What is not done is a {@link dev.spotter.ota.UpdateException}. */
public interface Updates {
    /** How they stand. */
    UpdateView state();

    /**
     * Has the device run another set; returns before that is done.
     *
     * @param repository address or folder; empty for the one of the profile
     * @param set its name; empty for the one that the repository's channel points to
     */
    void push(Optional<String> repository, Optional<String> set);

    /** Has the device run the set that ran before; returns before that is done. */
    void rollback();
}
