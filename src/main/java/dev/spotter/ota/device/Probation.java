package dev.spotter.ota.device;

import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Watches a set that runs, beside the one that ran before. Called by the thread that updates. */
public interface Probation {
    /**
     * Begins, or goes on after a restart.
     *
     * @param previous folder of the set to fall back to; empty for what came with the program
     * @throws RuntimeException where the old models cannot run beside the new ones
     */
    void begin(Optional<Path> previous);

    /**
     * What becomes of the set.
     *
     * @param watched for how long it has run on probation, restarts not counted
     */
    ProbationVerdict verdict(Duration watched);

    /** Watches no more. */
    void end();

    /** Looks at the clock only: commits what has run for so long. */
    static Probation lasting(Duration time) {
        return new Probation() {
            @Override
            public void begin(Optional<Path> previous) {}

            @Override
            public ProbationVerdict verdict(Duration watched) {
                return watched.compareTo(time) < 0 ? new ProbationVerdict.GoesOn() : new ProbationVerdict.Committed();
            }

            @Override
            public void end() {}
        };
    }
}
