package dev.spotter.model.channel;

import java.util.List;

/**
 * A channel that is computed from other channels of the same sample. One thread at a time; allocates nothing.
 *
 * @param name its name, as model packages write it
 * @param needs the channels that it is computed from, as sources name them
 * @param formula how
 */
public record DerivedChannel(String name, List<String> needs, Formula formula) {
    /** From the values of a sample to one value. Allocates nothing. */
    @FunctionalInterface
    public interface Formula {
        /**
         * The value of the channel.
         *
         * @param values of the needed channels, in their order and units; read only
         */
        float value(float[] values);
    }

    public DerivedChannel {
        needs = List.copyOf(needs);
        if (needs.isEmpty()) {
            throw new IllegalArgumentException("channel '" + name + "' is derived from nothing");
        }
    }
}
