package dev.spotter.pipeline;

import dev.spotter.model.SampleWindow;

/** The newest samples of a pipeline, without a gap. One thread; allocates nothing. */
final class SampleRing implements SampleWindow {
    private final int channels;
    private final int capacity;
    private final float[] values;
    private int newest;
    private int available;
    private long position;

    /**
     * @param capacity how many samples are kept
     * @param channels values a sample
     */
    SampleRing(int capacity, int channels) {
        this.capacity = capacity;
        this.channels = channels;
        values = new float[capacity * channels];
    }

    void add(float[] sample) {
        position++;
        newest = newest + 1 == capacity ? 0 : newest + 1;
        System.arraycopy(sample, 0, values, newest * channels, channels);
        if (available < capacity) {
            available++;
        }
    }

    /** Takes over the newest samples of an earlier one, as many as have room. */
    void continueFrom(SampleRing earlier) {
        float[] sample = new float[channels];
        for (int ago = Math.min(earlier.available, capacity) - 1; ago >= 0; ago--) {
            earlier.read(ago, 1, sample);
            add(sample);
        }
    }

    /** Forgets all samples. */
    void clear() {
        available = 0;
        position += capacity;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int available() {
        return available;
    }

    @Override
    public float value(int channel, int samplesAgo) {
        int slot = newest - samplesAgo;
        return values[(slot < 0 ? slot + capacity : slot) * channels + channel];
    }

    @Override
    public void read(int samplesAgo, int count, float[] into) {
        int slot = Math.floorMod(newest - samplesAgo, capacity);
        int unwrapped = Math.min(count, capacity - slot);
        System.arraycopy(values, slot * channels, into, 0, unwrapped * channels);
        System.arraycopy(values, 0, into, unwrapped * channels, (count - unwrapped) * channels);
    }
}
