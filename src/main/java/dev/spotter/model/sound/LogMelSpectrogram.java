package dev.spotter.model.sound;

import dev.spotter.model.LogMelInput;
import dev.spotter.model.ModelException;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * A sound's energy in bands of the mel scale, in decibels, frame by frame: what librosa gives by {@code melspectrogram} (Hann
 * window, Slaney's scale and norm) and {@code 20 / power * log10(mel + epsilon)}, as the baseline of DCASE 2020 task 2
 * (Koizumi et al. 2020) and of MLPerf Tiny have it.
 */
public final class LogMelSpectrogram {
    /** The difference between 1 and the next double; keeps the logarithm of silence finite. */
    private static final double EPSILON = Math.ulp(1.0);

    private final LogMelInput input;
    private final double[] window;
    private final MelFilters filters;
    private final double[][] transformed;
    private final double[] spectrum;

    public LogMelSpectrogram(LogMelInput input) {
        this.input = input;
        int fft = input.fft();
        this.window = new double[fft];
        for (int i = 0; i < fft; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / fft);
        }
        int frequencies = fft / 2 + 1;
        this.filters =
                new MelFilters(input.mels(), input.fromHz(), input.toHz(), frequencies, (double) input.rateHz() / fft);
        this.transformed = new double[2][fft];
        this.spectrum = new double[frequencies];
    }

    /**
     * What the input's tensor takes, from each frame on that has enough others behind it.
     *
     * @return frame by frame, each of its bands from the lowest, in decibels; at least one
     * @throws ModelException {@code wrong-rate} or {@code sound-too-short}
     */
    public float[][] vectors(Sound sound) {
        if (sound.rateHz() != input.rateHz()) {
            throw new ModelException(
                    "wrong-rate",
                    "the sound has %d samples a second, but input %s takes %d; `ffmpeg -i FILE -ar %3$d OUT.wav` makes them so"
                            .formatted(sound.rateHz(), input.name(), input.rateHz()));
        }
        int frames = frames(sound.samples().length);
        int vectors = frames - input.frames() + 1;
        if (vectors < 1) {
            throw new ModelException(
                    "sound-too-short",
                    "the sound has %d samples, which makes %d frames, but input %s takes %d"
                            .formatted(sound.samples().length, frames, input.name(), input.frames()));
        }
        float[] decibels = new float[frames * input.mels()];
        for (int frame = 0; frame < frames; frame++) {
            frame(sound.samples(), frame, decibels);
        }
        float[][] made = new float[vectors][input.elements()];
        for (int vector = 0; vector < vectors; vector++) {
            System.arraycopy(decibels, vector * input.mels(), made[vector], 0, input.elements());
        }
        return made;
    }

    private int frames(int samples) {
        return switch (input.edges()) {
            case NONE -> samples < input.fft() ? 0 : 1 + (samples - input.fft()) / input.hop();
            // half a window is mirrored, which needs as many samples to be there
            case REFLECT -> samples <= input.fft() / 2 ? 0 : 1 + samples / input.hop();
        };
    }

    private void frame(float[] samples, int frame, float[] into) {
        int fft = input.fft();
        int begin = frame * input.hop() - (input.edges() == LogMelInput.Edges.REFLECT ? fft / 2 : 0);
        for (int i = 0; i < fft; i++) {
            int at = Math.abs(begin + i);
            transformed[0][i] = window[i] * samples[at < samples.length ? at : 2 * (samples.length - 1) - at];
            transformed[1][i] = 0;
        }
        FastFourierTransformer.transformInPlace(transformed, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int i = 0; i < spectrum.length; i++) {
            spectrum[i] = Math.pow(Math.hypot(transformed[0][i], transformed[1][i]), input.power());
        }
        for (int mel = 0; mel < input.mels(); mel++) {
            into[frame * input.mels() + mel] =
                    (float) (20 / input.power() * Math.log10(filters.energy(mel, spectrum) + EPSILON));
        }
    }
}
