package dev.spotter.model.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.frame.Frames;
import dev.spotter.observation.Frame;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegWriterTest {
    @ParameterizedTest
    @CsvSource({"64, 48", "640, 480", "16, 16", "34, 18"})
    void a_frame_is_read_back_as_the_picture_that_it_was_made_of(int width, int height) {
        Picture picture = colours(width, height);
        Picture read = PictureReader.read(JpegWriter.write(Frames.of(picture)));
        assertThat(read.width()).isEqualTo(width);
        assertThat(read.height()).isEqualTo(height);
        double sum = 0;
        for (int i = 0; i < picture.rgb().length; i++) {
            sum += Math.abs(Byte.toUnsignedInt(picture.rgb()[i]) - Byte.toUnsignedInt(read.rgb()[i]));
        }
        assertThat(sum / picture.rgb().length).isLessThan(4);
    }

    @Test
    void black_and_white_are_black_and_white() {
        Frame frame = Frames.black(32, 32);
        assertThat(PictureReader.read(JpegWriter.write(frame)).rgb()).containsOnly(0);
        frame.planes().asSlice(0, frame.blueOffset()).fill((byte) 235);
        assertThat(PictureReader.read(JpegWriter.write(frame)).rgb()).containsOnly(255);
    }

    @Test
    void what_no_camera_gives_is_written_too() {
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            Frame frame = Frames.noise(2 + 2 * random.nextInt(60), 2 + 2 * random.nextInt(60), random);
            assertThat(PictureReader.read(JpegWriter.write(frame)).width()).isEqualTo(frame.width());
        }
    }

    private static Picture colours(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[(y * width + x) * 3] = (byte) (x * 255 / width);
                rgb[(y * width + x) * 3 + 1] = (byte) (y * 255 / height);
                rgb[(y * width + x) * 3 + 2] = (byte) 90;
            }
        }
        return new Picture(width, height, rgb);
    }
}
