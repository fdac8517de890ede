package dev.spotter.profile;

import dev.spotter.capture.ImuSource;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;

/** A source of a profile: the capture room's configuration of it, whichever kind it is. */
public sealed interface SourceConfiguration {
    /** Recordings. */
    record Replay(ReplayConfiguration configuration) implements SourceConfiguration {}

    /** A simulated lifter. */
    record Simulated(SimulatedConfiguration configuration) implements SourceConfiguration {}

    /** Opens the source under its name in the profile. */
    default ImuSource open(String name) {
        return switch (this) {
            case Replay replay -> new ReplaySource(name, replay.configuration());
            case Simulated simulated -> new SimulatedSource(name, simulated.configuration());
        };
    }
}
