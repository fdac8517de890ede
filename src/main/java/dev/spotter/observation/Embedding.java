package dev.spotter.observation;

import java.util.Objects;

/**
 * A vector that stands for a part of a frame: those of alike things are near each other.
 *
 * @param box the part; the whole frame where the model looked at all of it, or at no frame
 * @param vector of length 1 (L2); taken over, not copied
 */
public record Embedding(Box box, float[] vector) {
    public Embedding {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(vector, "vector");
    }
}
