package dev.spotter.capture.simulator;

import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingSession;
import dev.spotter.capture.RepetitionCount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels the recordings of a simulated lifter by what the simulator knows: one for each rest, for each set, and for
 * each time that the hands are on the bar before or after a set, which stays unlabelled.
 */
public final class TruthLabels implements SimulatedTruth.Listener {
    /** The label of recordings in which nobody lifts. */
    public static final String REST = "rest";

    private final RecordingSession session;
    private final SimulatedConfiguration configuration;
    private SimulatedTruth before;

    public TruthLabels(RecordingSession session, SimulatedConfiguration configuration) {
        this.session = session;
        this.configuration = configuration;
    }

    @Override
    public void truth(SimulatedTruth truth) {
        if (before == null || before.activity() != truth.activity() || before.set() != truth.set()) {
            session.cut();
        }
        before = truth;
        session.describe(description(truth));
    }

    private RecordingDescription description(SimulatedTruth truth) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("source", "simulated");
        attributes.put("lifter", configuration.lifter().toString());
        attributes.put("seed", String.valueOf(configuration.seed()));
        attributes.put("set", String.valueOf(truth.set()));
        String label = Recording.UNLABELLED;
        Optional<RepetitionCount> count = Optional.empty();
        switch (truth.activity()) {
            case REST -> label = REST;
            case SETUP -> attributes.put("doing", "setup");
            case SET -> {
                label = truth.exercise().label();
                count = Optional.of(RepetitionCount.exactly(truth.repetitions()));
                attributes.put("failed", String.valueOf(truth.failed()));
            }
        }
        return new RecordingDescription(configuration.lifter() + "-" + configuration.seed(), label, count, attributes);
    }
}
