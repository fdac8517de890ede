package dev.spotter.observation;

import java.util.List;

/**
 * Vectors of a frame, or of its parts in the order of the stage that found them.
 *
 * @param embeddings empty where there was nothing to look at
 */
public record Embeddings(List<Embedding> embeddings) implements Finding {
    public Embeddings {
        embeddings = List.copyOf(embeddings);
    }
}
