package dev.spotter.ota.device;

import java.nio.file.Path;
import java.util.Optional;

/** Gives the pipelines that run other models. */
@FunctionalInterface
public interface Activation {
    /** Where no pipelines run in this process. */
    Activation NEXT_START = (set, folder) -> {};

    /**
     * From now on these run. The disk says so already when this is called.
     *
     * @param set its name
     * @param folder of the set; empty for the models that came with the program
     * @throws RuntimeException where they cannot; what ran before is then activated again by another call
     */
    void activate(String set, Optional<Path> folder);
}
