package dev.spotter.capture.simulator;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Pace;
import dev.spotter.capture.Resampler;
import dev.spotter.observation.TimeBase;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A simulated lifter with a sensor on the wrist. The same configuration gives the same samples, at any speed and on
 * every run; docs/simulator.md has the model.
 */
public final class SimulatedSource implements ImuSource {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final String name;
    private final SimulatedConfiguration configuration;
    private volatile SimulatedTruth.Listener truthListener = truth -> {};
    private volatile TimeBase timeBase = new TimeBase(0, DAY);

    public SimulatedSource(String name, SimulatedConfiguration configuration) {
        this.name = Objects.requireNonNull(name, "name");
        this.configuration = Objects.requireNonNull(configuration, "configuration");
    }

    /** Says from now on to a listener what the lifter really does. */
    public void truthTo(SimulatedTruth.Listener listener) {
        truthListener = Objects.requireNonNull(listener, "listener");
    }

    public SimulatedConfiguration configuration() {
        return configuration;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean paced() {
        return configuration.speed().paced();
    }

    @Override
    public TimeBase timeBase() {
        return timeBase;
    }

    @Override
    public Map<String, String> problems() {
        return Map.of();
    }

    @Override
    public void run(ImuListener listener) throws InterruptedException {
        timeBase = paced() ? TimeBase.now() : new TimeBase(0, DAY);
        long timeNanos = timeBase.anchorNanos();
        SimulatedWrist wrist = new SimulatedWrist(configuration, new SplittableRandom(configuration.seed()));
        float[] values = new float[ImuChannels.ALL.size()];
        Pace pace = new Pace(configuration.speed(), timeNanos);
        Scene before = null;
        while (wrist.next(values)) {
            pace.await(timeNanos);
            Scene scene = wrist.scene();
            if (scene != before) {
                if (!scene.sameTruth(before)) {
                    truthListener.truth(scene.truth(timeNanos));
                }
                before = scene;
            }
            listener.sample(timeNanos, values);
            timeNanos += Resampler.STEP_NANOS;
        }
        listener.end();
    }
}
