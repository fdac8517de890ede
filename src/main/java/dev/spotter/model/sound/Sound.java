package dev.spotter.model.sound;

/**
 * A recording of one channel.
 *
 * @param rateHz samples a second
 * @param samples -1 to 1; taken over, not copied
 */
public record Sound(int rateHz, float[] samples) {
    public Sound {
        if (rateHz < 1) {
            throw new IllegalArgumentException(
                    "a sound has %d samples a second, allowed are 1 or more".formatted(rateHz));
        }
    }
}
