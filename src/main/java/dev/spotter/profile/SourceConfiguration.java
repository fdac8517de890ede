package dev.spotter.profile;

import dev.spotter.capture.FrameSource;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Source;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.capture.camera.FrameSize;
import dev.spotter.capture.simulator.SimulatedConfiguration;
import dev.spotter.capture.simulator.SimulatedSource;

/** A source of a profile: the capture room's configuration of it, whichever kind it is. */
public sealed interface SourceConfiguration {
    /** Opens the source under its name in the profile. */
    Source open(String name);

    /** A source of samples. */
    sealed interface OfSamples extends SourceConfiguration {
        @Override
        ImuSource open(String name);
    }

    /** A source of frames. */
    sealed interface OfFrames extends SourceConfiguration {
        @Override
        FrameSource open(String name);
    }

    /** Recordings. */
    record Replay(ReplayConfiguration configuration) implements OfSamples {
        @Override
        public ImuSource open(String name) {
            return new ReplaySource(name, configuration);
        }
    }

    /** A simulated lifter. */
    record Simulated(SimulatedConfiguration configuration) implements OfSamples {
        @Override
        public ImuSource open(String name) {
            return new SimulatedSource(name, configuration);
        }
    }

    /**
     * A camera.
     *
     * @param preview whether the page shows what it sees
     */
    record Camera(CameraConfiguration configuration, boolean preview) implements OfFrames {
        /** This one with frames as large as needed, where the profile states no size. */
        Camera fitting(FrameSize needed) {
            return new Camera(configuration.fitting(needed), preview);
        }

        @Override
        public FrameSource open(String name) {
            return new CameraSource(name, configuration);
        }
    }
}
