package dev.spotter.capture.labelling;

import dev.spotter.capture.RecordingFile;
import dev.spotter.observation.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Samples of one source from one mark to the next. They stay in memory until it is known what they are, so that a mark
 * can be undone, and count from an earlier moment than it was made. A sample allocates nothing but now and then room
 * for as many again.
 */
final class Take {
    private static final int FIRST_ROOM = 50 * 30;

    private long[] times = new long[FIRST_ROOM];
    private float[] values = new float[0];
    private int channels;
    private int size;
    private TimeBase timeBase;

    void add(long timeNanos, float[] sample, TimeBase base) {
        if (size == 0) {
            channels = sample.length;
        }
        room(size + 1);
        times[size] = timeNanos;
        System.arraycopy(sample, 0, values, size * channels, channels);
        timeBase = base;
        size++;
    }

    /** Takes the samples of what came directly after it. */
    void append(Take later) {
        if (later.size == 0) {
            return;
        }
        channels = later.channels;
        room(size + later.size);
        System.arraycopy(later.times, 0, times, size, later.size);
        System.arraycopy(later.values, 0, values, size * channels, later.size * channels);
        timeBase = later.timeBase;
        size += later.size;
    }

    private void room(int needed) {
        int room = Math.max(times.length, FIRST_ROOM);
        while (room < needed) {
            room *= 2;
        }
        if (times.length < room) {
            times = Arrays.copyOf(times, room);
        }
        if (values.length < room * channels) {
            values = Arrays.copyOf(values, room * channels);
        }
    }

    /** Gives away the samples that are later than a time. */
    Take cutAfter(long timeNanos) {
        int kept = Arrays.binarySearch(times, 0, size, timeNanos);
        kept = kept < 0 ? -kept - 1 : kept + 1;
        Take later = between(kept, size);
        size = kept;
        return later;
    }

    /** The samples without those at its ends. */
    Take within(Duration margin) {
        if (size == 0) {
            return new Take();
        }
        int from = Arrays.binarySearch(times, 0, size, times[0] + margin.toNanos());
        int to = Arrays.binarySearch(times, 0, size, times[size - 1] - margin.toNanos());
        from = from < 0 ? -from - 1 : from;
        to = to < 0 ? -to - 1 : to + 1;
        return between(from, Math.max(from, to));
    }

    private Take between(int from, int to) {
        Take part = new Take();
        part.channels = channels;
        part.times = Arrays.copyOfRange(times, from, to);
        part.values = Arrays.copyOfRange(values, from * channels, to * channels);
        part.size = to - from;
        part.timeBase = timeBase;
        return part;
    }

    int size() {
        return size;
    }

    long firstNanos() {
        return times[0];
    }

    long lastNanos() {
        return times[size - 1];
    }

    Duration length() {
        return size == 0 ? Duration.ZERO : Duration.ofNanos(lastNanos() - firstNanos());
    }

    /** Wall-clock time of the first sample. */
    Instant start() {
        return timeBase.at(times[0]);
    }

    void writeTo(RecordingFile file) {
        float[] sample = new float[channels];
        for (int i = 0; i < size; i++) {
            System.arraycopy(values, i * channels, sample, 0, channels);
            file.sample(times[i], sample);
        }
    }
}
