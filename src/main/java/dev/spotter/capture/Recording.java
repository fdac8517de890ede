package dev.spotter.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One recording of a source: what is known of it, and its samples on their own clocks.
 *
 * @param name unique within its folder, such as {@code A-bench-heavy2 16.10.08}
 * @param subject who wore the sensor
 * @param label what was done: an exercise, {@code rest}, or {@code unlabelled}
 * @param attributes what else is known, such as {@code category}, {@code set}, {@code rpe}, {@code form}, {@code failed}
 * @param start wall-clock time of the series' time 0
 * @param count repetitions in it, empty where nobody knows or it is no set
 * @param doubt why the label may be wrong, empty where nobody doubts it; evaluation leaves doubted recordings out
 * @param channels the names of the values of a sample, in their order
 * @param series the samples; together they give each channel once, and their times overlap
 */
public record Recording(
        String name,
        String subject,
        String label,
        Map<String, String> attributes,
        Instant start,
        Optional<RepetitionCount> count,
        Optional<String> doubt,
        List<String> channels,
        List<Series> series) {
    /** The label of a recording that nobody has labelled. */
    public static final String UNLABELLED = "unlabelled";

    /** The label of a recording in which somebody falls, once. */
    public static final String FALL = "fall";

    /** The label of a recording of daily life in which nobody falls. */
    public static final String OTHER = "other";

    public Recording {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(count, "count");
        Objects.requireNonNull(doubt, "doubt");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        channels = List.copyOf(channels);
        series = List.copyOf(series);
        int[] given = new int[channels.size()];
        for (Series one : series) {
            if (one.firstChannel() + one.channels() > given.length) {
                throw new IllegalArgumentException(
                        "a series of recording '%s' gives channels %d to %d, but there are %d"
                                .formatted(
                                        name,
                                        one.firstChannel(),
                                        one.firstChannel() + one.channels() - 1,
                                        given.length));
            }
            for (int channel = 0; channel < one.channels(); channel++) {
                given[one.firstChannel() + channel]++;
            }
        }
        for (int channel = 0; channel < given.length; channel++) {
            if (given[channel] != 1) {
                throw new IllegalArgumentException(
                        "the series of recording '%s' give channel %s %d times instead of once"
                                .formatted(name, channels.get(channel), given[channel]));
            }
        }
        if (lastNanos(series) < firstNanos(series)) {
            throw new IllegalArgumentException("the series of recording '" + name + "' do not overlap in time");
        }
    }

    /** A recording of one inertial sensor with accelerometer and gyroscope. */
    public Recording(
            String name,
            String subject,
            String label,
            Map<String, String> attributes,
            Instant start,
            Optional<RepetitionCount> count,
            Optional<String> doubt,
            List<Series> series) {
        this(name, subject, label, attributes, start, count, doubt, ImuChannels.ALL, series);
    }

    /** The first time at which every channel has a sample, in nanoseconds from the start. */
    public long firstNanos() {
        return firstNanos(series);
    }

    /** The last time at which every channel has a sample, in nanoseconds from the start. */
    public long lastNanos() {
        return lastNanos(series);
    }

    /** How long all channels last together. */
    public Duration duration() {
        return Duration.ofNanos(lastNanos() - firstNanos());
    }

    private static long firstNanos(List<Series> series) {
        return series.stream().mapToLong(Series::firstNanos).max().orElseThrow();
    }

    private static long lastNanos(List<Series> series) {
        return series.stream().mapToLong(Series::lastNanos).min().orElseThrow();
    }
}
