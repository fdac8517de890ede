package dev.spotter.model.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.LogMelInput;
import dev.spotter.model.LogMelInput.Edges;
import dev.spotter.model.ModelException;
import dev.spotter.model.Normalisation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Against librosa 0.11, whose numbers lie beside this test and were made so:
 *
 * <pre>{@code
 * import sys, numpy, librosa
 * x, y = 1, []
 * for n in range(4000):
 *     x = (1664525 * x + 1013904223) % 2**32
 *     triangle = abs(n * 1760 % 64000 - 32000) - 16000
 *     y.append(((x >> 16) - 32768) // 8 + triangle // 4)
 * y = numpy.array(y, dtype=numpy.float32) / 32768
 * mel = librosa.feature.melspectrogram(
 *     y=y, sr=16000, n_fft=1024, hop_length=512, n_mels=128, power=2.0, pad_mode='reflect')
 * for row in (20.0 / 2.0 * numpy.log10(mel + sys.float_info.epsilon)).T:
 *     print(','.join('%.4f' % v for v in row))
 * }</pre>
 */
class LogMelSpectrogramTest {
    private static final int RATE_HZ = 16_000;
    private static final int MELS = 128;

    @Test
    void it_is_librosas_within_a_thousandth_of_a_decibel() throws IOException {
        float[][] vectors = new LogMelSpectrogram(input(5, Edges.REFLECT)).vectors(sound(4000));
        List<float[]> expected = librosa();
        assertThat(vectors).hasNumberOfRows(expected.size() - 4);
        for (int vector = 0; vector < vectors.length; vector++) {
            for (int element = 0; element < 5 * MELS; element++) {
                assertThat(vectors[vector][element])
                        .as("vector %d, element %d", vector, element)
                        .isCloseTo(expected.get(vector + element / MELS)[element % MELS], within(1e-3f));
            }
        }
    }

    @Test
    void without_edges_a_frame_that_lies_within_the_recording_is_the_same() throws IOException {
        float[][] vectors = new LogMelSpectrogram(input(1, Edges.NONE)).vectors(sound(4000));
        assertThat(vectors).hasNumberOfRows(6); // (4000 - 1024) / 512 + 1
        for (int frame = 0; frame < vectors.length; frame++) {
            assertThat(vectors[frame]).containsExactly(librosa().get(frame + 1), within(1e-3f));
        }
    }

    @Test
    void silence_is_as_quiet_as_the_smallest_number_allows() {
        float[][] vectors = new LogMelSpectrogram(input(1, Edges.NONE)).vectors(new Sound(RATE_HZ, new float[1024]));
        assertThat(vectors).hasDimensions(1, MELS);
        float[] expected = new float[MELS];
        Arrays.fill(expected, (float) (10 * Math.log10(Math.ulp(1.0))));
        assertThat(vectors[0]).containsExactly(expected, within(1e-4f));
    }

    @Test
    void another_rate_is_refused_with_the_way_out() {
        assertThatThrownBy(
                        () -> new LogMelSpectrogram(input(5, Edges.NONE)).vectors(new Sound(44_100, new float[9999])))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("wrong-rate"))
                .hasMessageContaining("ffmpeg -i FILE -ar 16000");
    }

    @Test
    void a_sound_of_too_few_frames_is_refused() {
        for (Edges edges : Edges.values()) {
            for (int samples : new int[] {0, 1, 512, 1023, 2000}) {
                assertThatThrownBy(() -> new LogMelSpectrogram(input(5, edges)).vectors(sound(samples)))
                        .isInstanceOfSatisfying(
                                ModelException.class, e -> assertThat(e.code()).isEqualTo("sound-too-short"));
            }
        }
    }

    private static LogMelInput input(int frames, Edges edges) {
        return new LogMelInput(
                "sound", "a machine", RATE_HZ, 1024, 512, MELS, frames, 0, 8000, 2, edges, Normalisation.none(1));
    }

    private static Sound sound(int samples) {
        return WavReader.read("a.wav", WavFiles.pcm(RATE_HZ, WavFiles.triangleInNoise(samples)));
    }

    private static List<float[]> librosa() throws IOException {
        try (InputStream csv = LogMelSpectrogramTest.class.getResourceAsStream("librosa-log-mel.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> {
                        String[] cells = line.split(",");
                        float[] row = new float[cells.length];
                        for (int i = 0; i < row.length; i++) {
                            row[i] = Float.parseFloat(cells[i]);
                        }
                        return row;
                    })
                    .toList();
        }
    }
}
