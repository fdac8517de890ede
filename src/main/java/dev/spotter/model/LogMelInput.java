package dev.spotter.model;

import java.util.Map;

/**
 * The energy of a sound in bands of the mel scale, in decibels ({@link dev.spotter.model.sound.LogMelSpectrogram}): a tensor
 * of frames x mels elements, frame by frame.
 *
 * @param name its name within the package
 * @param meaning what is heard, in a sentence
 * @param rateHz samples of the sound a second
 * @param fft samples of a frame, a power of 2
 * @param hop samples between the beginnings of frames
 * @param mels bands of a frame
 * @param frames that the tensor takes
 * @param fromHz where the lowest band begins
 * @param toHz where the highest band ends, at most half of the rate
 * @param power of the spectrum's magnitude that is summed: 2 is energy
 * @param edges what is done at a recording's beginning and end
 * @param normalisation of decibels, one pair
 */
public record LogMelInput(
        String name,
        String meaning,
        int rateHz,
        int fft,
        int hop,
        int mels,
        int frames,
        double fromHz,
        double toHz,
        double power,
        Edges edges,
        Normalisation normalisation)
        implements ModelInput {
    static final int MOST_HZ = 1_000_000;
    static final int LEAST_FFT = 16;
    static final int MOST_FFT = 65_536;
    static final int MOST_MELS = 1024;
    static final int MOST_FRAMES = 10_000;

    /** What is done at a recording's beginning and end. */
    public enum Edges {
        /** Frames lie within the recording. */
        NONE,
        /** The middle of the first frame is the first sample, and what is missing is mirrored, as librosa's {@code center}. */
        REFLECT;

        static final Map<String, Edges> BY_WORD = Map.of("none", NONE, "reflect", REFLECT);
    }

    public LogMelInput {
        require(
                Integer.bitCount(fft) == 1 && fft >= LEAST_FFT && fft <= MOST_FFT,
                "input %s has fft %d, allowed are powers of 2 from %d to %d",
                name,
                fft,
                LEAST_FFT,
                MOST_FFT);
        require(hop >= 1 && hop <= fft, "input %s has hop %d, allowed are 1 to %d, its fft", name, hop, fft);
        require(
                fromHz >= 0 && toHz > fromHz && toHz <= rateHz / 2.0,
                "input %s listens from %s to %s Hz, allowed are 0 to %s, half of rate-hz",
                name,
                fromHz,
                toHz,
                rateHz / 2.0);
        require(power > 0 && power <= 4, "input %s has power %s, allowed is over 0 to 4", name, power);
        normalisation.requireChannels(name, 1);
    }

    @Override
    public int elements() {
        return frames * mels;
    }

    @Override
    public String summary() {
        return "log-mel %d x %d of %d Hz".formatted(frames, mels, rateHz);
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(values));
        }
    }
}
