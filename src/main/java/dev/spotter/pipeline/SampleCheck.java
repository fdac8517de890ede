package dev.spotter.pipeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at each sample of a source for what no model should see, and says what it saw for {@link #SAID_NANOS} of the
 * samples' time. Fed on one thread; {@link #problems()} may be read from any.
 */
final class SampleCheck {
    /** How long something that was seen stays among the problems. */
    static final long SAID_NANOS = 10_000_000_000L;

    /**
     * Samples in a row at full scale that are no chance. Sensors are made for full scales of 2, 4, 8 and 16 g and of
     * 125, 250, 500, 1000 and 2000 deg/s; a value that stays within a thousandth of one of them is clipped.
     */
    static final int CLIPPED_IN_A_ROW = 3;

    private static final float FULL_SCALE_SHARE = 0.001f;
    private static final float[] ACCELERATION_G = {2, 4, 8, 16};
    private static final float[] ANGULAR_RATE_DPS = {125, 250, 500, 1000, 2000};
    private static final float[] NO_SCALE = {};
    private static final long NEVER = Long.MIN_VALUE;

    private final String source;
    private final List<String> channels;
    private final float[][] fullScales;
    private final int[] clippedInARow;

    // written by the thread that feeds, read by any
    private volatile long nowNanos = NEVER;
    private volatile long badNanos = NEVER;
    private volatile int badChannel;
    private volatile float badValue;
    private volatile long badSamples;
    private volatile long clippedNanos = NEVER;
    private volatile int clippedChannel;
    private volatile float clippedValue;
    private volatile long lateNanos = NEVER;

    SampleCheck(String source, List<String> channels) {
        this.source = source;
        this.channels = List.copyOf(channels);
        fullScales = channels.stream().map(SampleCheck::fullScales).toArray(float[][]::new);
        clippedInARow = new int[fullScales.length];
    }

    private static float[] fullScales(String channel) {
        if (channel.matches("(.*\\.)?acceleration-[xyz]")) {
            return ACCELERATION_G;
        }
        return channel.matches("(.*\\.)?angular-rate-[xyz]") ? ANGULAR_RATE_DPS : NO_SCALE;
    }

    /** Whether a sample can be used. */
    boolean usable(long timeNanos, float[] values) {
        if (nowNanos != NEVER && timeNanos <= nowNanos) {
            lateNanos = nowNanos;
            countBad();
            return false;
        }
        nowNanos = timeNanos;
        for (int channel = 0; channel < fullScales.length; channel++) {
            if (!Float.isFinite(values[channel])) {
                badChannel = channel;
                badValue = values[channel];
                badNanos = timeNanos;
                countBad();
                return false;
            }
        }
        for (int channel = 0; channel < fullScales.length; channel++) {
            clippedInARow[channel] = clipped(channel, values[channel]) ? clippedInARow[channel] + 1 : 0;
            if (clippedInARow[channel] >= CLIPPED_IN_A_ROW) {
                clippedChannel = channel;
                clippedValue = values[channel];
                clippedNanos = timeNanos;
            }
        }
        return true;
    }

    /** The source has ended: another run of it may begin at an earlier time. */
    void end() {
        nowNanos = NEVER;
        Arrays.fill(clippedInARow, 0);
    }

    /** Samples that could not be used. */
    long badSamples() {
        return badSamples;
    }

    /** What was seen lately: {@code samples-not-finite}, {@code samples-out-of-order}, {@code sensor-saturated}. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        long now = nowNanos;
        if (lately(badNanos, now)) {
            problems.put(
                    "samples-not-finite",
                    "source '%s' gives %s for %s; such samples are left out, %d so far"
                            .formatted(source, badValue, channels.get(badChannel), badSamples));
        }
        if (lately(lateNanos, now)) {
            problems.put(
                    "samples-out-of-order",
                    "source '%s' gives samples whose time does not grow; they are left out, %d so far"
                            .formatted(source, badSamples));
        }
        if (lately(clippedNanos, now)) {
            problems.put(
                    "sensor-saturated",
                    String.format(
                            Locale.ROOT,
                            "source '%s' stays at the end of its scale, %.2f for %s; give the sensor a wider range",
                            source,
                            clippedValue,
                            channels.get(clippedChannel)));
        }
        return problems;
    }

    private static boolean lately(long thenNanos, long nowNanos) {
        return thenNanos != NEVER && nowNanos >= thenNanos && nowNanos - thenNanos <= SAID_NANOS;
    }

    private boolean clipped(int channel, float value) {
        float magnitude = Math.abs(value);
        for (float fullScale : fullScales[channel]) {
            if (Math.abs(magnitude - fullScale) <= fullScale * FULL_SCALE_SHARE) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    private void countBad() {
        badSamples++;
    }
}
