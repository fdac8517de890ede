package dev.spotter.capture.simulator;

import dev.spotter.capture.Resampler;
import java.util.SplittableRandom;

/** Steps through a training sample by sample, and gives what the sensor on the wrist says. */
final class SimulatedWrist {
    private static final double STEP_SECONDS = 1.0 / Resampler.RATE_HZ;
    private static final double[] FIRST_POSTURE = {0.24, -0.85, 0.42};

    private final Training training;
    private final Tremble tremble;
    private final WornSensor sensor;
    private final WristState state = new WristState();
    private final double[] truth = new double[6];
    private Scene scene;
    private double seconds;

    SimulatedWrist(SimulatedConfiguration configuration, SplittableRandom random) {
        training = new Training(configuration, random.split());
        tremble = new Tremble(random.split());
        sensor = new WornSensor(random.split());
        double[] up = Rotations.unit(FIRST_POSTURE[0], FIRST_POSTURE[1], FIRST_POSTURE[2]);
        System.arraycopy(up, 0, state.up, 0, 3);
    }

    /** The next sample; {@code false} at the end of the training. */
    boolean next(float[] values) {
        while (scene == null || seconds >= scene.toSeconds()) {
            Scene following = training.next();
            if (following == null) {
                return false;
            }
            if (scene == null || following.motion() != scene.motion()) {
                // the scene before may have ended within a sample: its posture is to be the last one
                finish();
                following.motion().begin(state);
            }
            seconds = following.fromSeconds() + (scene == null ? 0 : seconds - scene.toSeconds());
            scene = following;
        }
        state.clear();
        scene.motion().at(seconds, state);
        tremble.add(state);
        state.sense(truth);
        sensor.measure(truth, values);
        seconds += STEP_SECONDS;
        return true;
    }

    private void finish() {
        if (scene != null) {
            state.clear();
            scene.motion().at(scene.toSeconds(), state);
        }
    }

    /** The scene of the sample given last. */
    Scene scene() {
        return scene;
    }
}
