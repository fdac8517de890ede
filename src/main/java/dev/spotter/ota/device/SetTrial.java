package dev.spotter.ota.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tries a whole set before it may run: none of its models was ever opened in this process. */
@FunctionalInterface
public interface SetTrial {
    /**
     * Tries it.
     *
     * @param set its name
     * @param folder of the set, as {@link dev.spotter.model.ModelStore} reads it
     * @param running folder of the set that runs; empty for what came with the program
     * @throws dev.spotter.ota.UpdateException why it must not run: a code and a sentence that names model and reason
     */
    void tryOut(String set, Path folder, Optional<Path> running) throws InterruptedException;

    /** Several, one after the other, until one refuses. */
    static SetTrial all(List<SetTrial> trials) {
        List<SetTrial> each = List.copyOf(trials);
        return (set, folder, running) -> {
            for (SetTrial trial : each) {
                trial.tryOut(set, folder, running);
            }
        };
    }
}
