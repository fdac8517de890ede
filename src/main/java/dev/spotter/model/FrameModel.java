package dev.spotter.model;

import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import java.util.List;
import java.util.Map;

/** A model that looks at a camera's frames, or at parts of them. One thread at a time, but for {@link #problems()}. */
public interface FrameModel extends AutoCloseable {
    /** Its name in the store. */
    String name();

    /** Its semantic version. */
    String version();

    /** What it is for, which decides what {@link #see} gives. */
    ModelTask task();

    /** What it tells apart; empty where it does not. */
    List<String> labels();

    /**
     * Looks at a whole frame. A classification gives {@code Classification}, a pose {@code Poses}, a detection
     * {@code Detections}, an embedding {@code Embeddings}, an anomaly {@code AnomalyScore}; coordinates are shares of the
     * frame.
     *
     * @throws ModelException where the inference fails
     */
    Finding see(Frame frame);

    /**
     * Looks at parts of a frame, the surest first, each cut out as the package says ({@code region}). Coordinates are
     * shares of the frame. A classification names what was detected anew: it gives {@code Detections} with its own labels
     * and scores in the old boxes.
     *
     * @param where what an earlier model detected
     * @param budget most parts that are looked at
     * @throws ModelException where an inference fails
     */
    Finding see(Frame frame, Detections where, int budget);

    /** What is wrong now: stable code to a sentence, such as {@code accelerator-fallback}. */
    Map<String, String> problems();

    @Override
    void close();
}
