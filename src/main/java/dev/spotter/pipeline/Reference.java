package dev.spotter.pipeline;

import dev.spotter.capture.Resampler;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The first seconds of a wearer's lifting, and what comes after as it is relative to them: of each channel the distance
 * from the reference's mean in the reference's (population) deviations. People who are worn sensors differently, and
 * sensors that are badly off, look alike so; what a wearer does otherwise than in the reference does not.
 *
 * <p>What all accelerometers of the wearer say together is told by one channel more, {@value #PRINCIPAL}: the relative
 * accelerations along their principal axis in the reference, in deviations of the reference. It goes up and down once a
 * repetition, whatever is lifted.
 *
 * <p>It begins a second before motion is noticed (that is when the motion began), and is taken when it has all its
 * samples. A gap before then, or {@link #STILL_NANOS} without motion, lets it begin anew at the next motion: it is made
 * of lifting without a break. Once taken it holds over gaps, until {@link #LONGEST_REST_NANOS} have passed without
 * motion. One thread, but for {@link #state()}; allocates nothing once made.
 */
final class Reference {
    /** How the names of the relative channels begin. */
    static final String PREFIX = "relative.";

    /** The name of the channel along the principal axis; only of sources with an accelerometer. */
    static final String PRINCIPAL = PREFIX + "acceleration-principal";

    /** Nobody rests for longer between two sets: then another wearer may come. */
    static final long LONGEST_REST_NANOS = 300_000_000_000L;

    /** A pause within a reference; longer ones are no lifting. */
    static final long STILL_NANOS = 2_000_000_000L;

    /** Further from the reference than so many deviations is all the same. */
    static final float MOST_DEVIATIONS = 20;

    private final MotionMeter motion;
    private final double[] leastDeviations;
    private final List<String> names;
    private final int channels;
    private final int samples;

    /** Where the relative accelerations stand in what {@link #relate} writes. */
    private final int[] accelerations;

    private final PrincipalAxis axis;

    /** The samples of the reference; before it begins, a ring of the last second. */
    private final float[] held;

    private final long[] heldNanos;
    private final float[] means;
    private final float[] scales;
    private final float[] related;
    private double principalScale;

    private volatile ReferenceState state = ReferenceState.AWAITED;

    // valid until the reference is taken
    private int size;
    private int oldest;

    // valid since the last motion
    private long movedNanos;

    /**
     * @param source the source's name, for messages
     * @param channelNames the names of the values of a sample
     * @param length at least a second
     * @throws PipelineException {@code channel-missing} if no channel of the source shows motion
     */
    Reference(String source, List<String> channelNames, Duration length) {
        motion = MotionMeter.of(source, channelNames);
        channels = channelNames.size();
        accelerations = IntStream.range(0, channels)
                .filter(channel -> quantity(channelNames.get(channel)).equals("acceleration"))
                .map(channel -> channels + channel)
                .toArray();
        axis = new PrincipalAxis(accelerations.length);
        names = Stream.of(
                        channelNames.stream(),
                        channelNames.stream().map(PREFIX::concat),
                        accelerations.length == 0 ? Stream.<String>empty() : Stream.of(PRINCIPAL))
                .flatMap(named -> named)
                .toList();
        related = new float[names.size()];
        samples = (int) Math.ceilDiv(length.toNanos(), Resampler.STEP_NANOS);
        leastDeviations =
                channelNames.stream().mapToDouble(Reference::leastDeviation).toArray();
        held = new float[samples * channels];
        heldNanos = new long[samples];
        means = new float[channels];
        scales = new float[channels];
    }

    /** The names of the values that {@link #relate} writes: the source's own, a relative one for each, the principal. */
    List<String> channels() {
        return names;
    }

    /**
     * The least deviation of a channel, in its unit: what a sensor that is worn hardly falls below, so that one that
     * stands still in the reference does not make later noise look like motion.
     */
    private static double leastDeviation(String channel) {
        return switch (quantity(channel)) {
            case "acceleration" -> 0.06; // g
            case "angular-rate" -> 8.6; // degrees per second
            case "magnetic-field" -> 2; // microtesla
            default -> 1e-3;
        };
    }

    private static String quantity(String channel) {
        return channel.substring(channel.lastIndexOf('.') + 1).replaceFirst("-([xyz]|magnitude)$", "");
    }

    /** How far the reference is. Any thread. */
    ReferenceState state() {
        return state;
    }

    /** Looks whether a sample shows motion. To be called with each sample, before all else. */
    void see(long timeNanos, float[] sample) {
        motion.add(sample);
        if (motion.moving()) {
            movedNanos = timeNanos;
        }
    }

    /** Whether the wearer has not moved for so long that the reference is to be forgotten. */
    boolean outlived(long timeNanos) {
        return state == ReferenceState.TAKEN && timeNanos - movedNanos > LONGEST_REST_NANOS;
    }

    /** Takes a sample for the reference, which is not taken yet; whether it is with this one. */
    boolean take(long timeNanos, float[] sample) {
        if (state == ReferenceState.TAKING && timeNanos - movedNanos > STILL_NANOS) {
            keepLastSecond();
        }
        hold(timeNanos, sample);
        if (state == ReferenceState.AWAITED && motion.moving()) {
            state = ReferenceState.TAKING;
        }
        if (state == ReferenceState.TAKING && size == samples) {
            settle();
            state = ReferenceState.TAKEN;
            return true;
        }
        return false;
    }

    /** Before motion only the last second stays: should it turn out to be motion, it belongs to the reference. */
    private void hold(long timeNanos, float[] sample) {
        int most = state == ReferenceState.TAKING ? samples : MotionMeter.SAMPLES;
        if (size == most) {
            oldest = next(oldest);
            size--;
        }
        int slot = slot(size++);
        heldNanos[slot] = timeNanos;
        System.arraycopy(sample, 0, held, slot * channels, channels);
    }

    private void keepLastSecond() {
        state = ReferenceState.AWAITED;
        while (size >= MotionMeter.SAMPLES) {
            oldest = next(oldest);
            size--;
        }
    }

    private int slot(int index) {
        int slot = oldest + index;
        return slot < samples ? slot : slot - samples;
    }

    private int next(int slot) {
        return slot + 1 == samples ? 0 : slot + 1;
    }

    /** In two passes, as the square of a mean may be far larger than a variance. */
    private void settle() {
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int at = channel; at < held.length; at += channels) {
                sum += held[at];
            }
            double mean = sum / samples;
            double squares = 0;
            for (int at = channel; at < held.length; at += channels) {
                squares += (held[at] - mean) * (held[at] - mean);
            }
            double deviation = Math.max(Math.sqrt(squares / samples), leastDeviations[channel]);
            means[channel] = (float) mean;
            scales[channel] = (float) (1 / deviation);
        }
        findAxis();
    }

    private void findAxis() {
        axis.clear();
        for (int sample = 0; sample < samples; sample++) {
            relateChannels(held, sample * channels, related);
            axis.add(related, accelerations);
        }
        axis.find();
        double squares = 0;
        for (int sample = 0; sample < samples; sample++) {
            relateChannels(held, sample * channels, related);
            double along = axis.along(related, accelerations);
            squares += along * along;
        }
        // means are 0 as far as nothing was clipped
        principalScale = squares == 0 ? 0 : Math.sqrt(samples / squares);
    }

    /** Samples of a whole reference. */
    int samples() {
        return samples;
    }

    /** The time of one of the samples of a reference that is taken, the first first. */
    long heldNanos(int index) {
        return heldNanos[slot(index)];
    }

    /** Writes one of the samples of a reference that is taken, and what it is relative to all of them. */
    void held(int index, float[] into) {
        relate(held, slot(index) * channels, into);
    }

    /** Writes a sample, and what it is relative to the reference, which is taken. */
    void relate(float[] sample, float[] into) {
        relate(sample, 0, into);
    }

    private void relate(float[] samples, int from, float[] into) {
        System.arraycopy(samples, from, into, 0, channels);
        relateChannels(samples, from, into);
        if (accelerations.length > 0) {
            into[2 * channels] = (float) (axis.along(into, accelerations) * principalScale);
        }
    }

    private void relateChannels(float[] samples, int from, float[] into) {
        for (int channel = 0; channel < channels; channel++) {
            float deviations = (samples[from + channel] - means[channel]) * scales[channel];
            into[channels + channel] = Math.clamp(deviations, -MOST_DEVIATIONS, MOST_DEVIATIONS);
        }
    }

    /** What comes next does not continue what came before: what is half taken is given up, what is taken stays. */
    void gap() {
        motion.clear();
        if (state != ReferenceState.TAKEN) {
            forget();
        }
    }

    /** The reference begins anew at the next motion. */
    void forget() {
        state = ReferenceState.AWAITED;
        size = 0;
        oldest = 0;
    }
}
