package dev.spotter.model.sound;

import static dev.spotter.model.sound.WavFiles.chunk;
import static dev.spotter.model.sound.WavFiles.format;
import static dev.spotter.model.sound.WavFiles.riff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavReaderTest {
    @Test
    void sixteen_bits_become_shares_of_full_scale() {
        Sound sound = WavReader.read("a.wav", WavFiles.pcm(16_000, (short) 0, Short.MIN_VALUE, (short) 16_384));
        assertThat(sound.rateHz()).isEqualTo(16_000);
        assertThat(sound.samples()).containsExactly(0, -1, 0.5f);
    }

    @Test
    void floating_point_is_taken_as_it_is_behind_chunks_that_do_not_matter() {
        byte[] samples = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.25f)
                .putFloat(-2)
                .array();
        byte[] file = riff(
                chunk("LIST", new byte[7]), format(3, 1, 8000, 32), chunk("fact", new byte[4]), chunk("data", samples));
        assertThat(WavReader.read("a.wav", file).samples()).containsExactly(0.25f, -2);
    }

    @Test
    void the_extensible_format_names_its_kind_further_on() {
        byte[] plain = format(0xFFFE, 1, 8000, 16);
        ByteBuffer extended =
                ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put(plain, 8, 16);
        extended.putShort(24, (short) 1);
        byte[] file = riff(chunk("fmt ", extended.array()), chunk("data", new byte[] {0, 64}));
        assertThat(WavReader.read("a.wav", file).samples()).containsExactly(0.5f);
    }

    @Test
    void a_recording_that_was_cut_off_ends_early() {
        byte[] whole = WavFiles.pcm(16_000, (short) 1, (short) 2, (short) 3);
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        assertThat(WavReader.read("a.wav", cut).samples()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 16", "1, 1, 8", "1, 1, 24", "3, 1, 64", "17, 1, 4", "1, 0, 16"})
    void other_formats_are_refused_with_the_way_out(int kind, int channels, int bits) {
        byte[] file = riff(format(kind, channels, 16_000, bits), chunk("data", new byte[64]));
        assertThatThrownBy(() -> WavReader.read("a.wav", file))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("sound-format"))
                .hasMessageContaining("a.wav")
                .hasMessageContaining("ffmpeg -i FILE -ac 1");
    }

    @Test
    void what_is_no_sound_is_refused() {
        byte[] nan = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(Float.NaN)
                .array();
        for (byte[] file : new byte[][] {
            new byte[0],
            new byte[100],
            riff(),
            riff(format(1, 1, 8000, 16)),
            riff(chunk("data", new byte[4]), format(1, 1, 8000, 16)),
            riff(chunk("fmt ", new byte[4]), chunk("data", new byte[4])),
            riff(format(3, 1, 8000, 32), chunk("data", nan))
        }) {
            assertThatThrownBy(() -> WavReader.read("a.wav", file))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.code()).isEqualTo("sound-broken"));
        }
    }

    @Test
    void a_damaged_file_is_read_or_refused_and_nothing_else() {
        Random random = new Random(7);
        byte[] right = WavFiles.pcm(16_000, WavFiles.triangleInNoise(20));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(right, 13 + random.nextInt(right.length));
            for (int times = random.nextInt(4); times >= 0; times--) {
                damaged[12 + random.nextInt(Math.min(damaged.length, 44) - 12)] = (byte) random.nextInt();
            }
            try {
                WavReader.read("a.wav", damaged);
            } catch (ModelException refused) {
                assertThat(refused.code()).startsWith("sound-");
            }
        }
    }
}
