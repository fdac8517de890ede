package dev.spotter.observation;

import java.util.List;

/**
 * The things in a frame, the surest first.
 *
 * @param detections empty where nothing is seen
 */
public record Detections(List<Detection> detections) implements Finding {
    /** Nothing. */
    public static final Detections NONE = new Detections(List.of());

    public Detections {
        detections = List.copyOf(detections);
    }

    /** The score of the surest one of a label, 0 where there is none. */
    public float score(String label) {
        float best = 0;
        for (int i = 0; i < detections.size(); i++) {
            if (detections.get(i).label().equals(label)) {
                best = Math.max(best, detections.get(i).score());
            }
        }
        return best;
    }
}
