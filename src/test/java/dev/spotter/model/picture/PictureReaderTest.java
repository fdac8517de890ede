package dev.spotter.model.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.model.ModelException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares our readers with the JDK's ImageIO, which the native executable does not have. */
class PictureReaderTest {
    /** Behind the headers and the palette of 256 colours. */
    private static final int GREY_PIXELS_AT = 1078;

    @ParameterizedTest
    @CsvSource({"png, 5", "png, 6", "png, 10", "png, 13", "bmp, 5", "bmp, 10", "bmp, 13"})
    void pictures_are_read_as_imageio_wrote_them(String format, int imageType) throws Exception {
        BufferedImage image = noise(imageType);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();

        assertSame(PictureReader.read(file.toByteArray()), image);
    }

    @Test
    void the_public_bitmaps_are_read_as_imageio_reads_them() throws Exception {
        for (String name : new String[] {"coral/bird.bmp", "coral/squat.bmp", "coral/mnist_nine.bmp"}) {
            var path = SharedFiles.models(name);
            assertSame(PictureReader.read(Files.readAllBytes(path)), ImageIO.read(path.toFile()));
        }
    }

    @Test
    void a_grey_bitmap_of_signed_bytes_is_read_as_what_it_shows() throws Exception {
        byte[] ordinary = Files.readAllBytes(SharedFiles.models("tflite-micro/no_person.bmp"));
        byte[] signed = ordinary.clone();
        for (int i = GREY_PIXELS_AT; i < signed.length; i++) {
            signed[i] ^= (byte) 0x80;
        }

        assertThat(PictureReader.read(signed).rgb())
                .isEqualTo(PictureReader.read(ordinary).rgb());
        assertSame(
                PictureReader.read(ordinary),
                ImageIO.read(SharedFiles.models("tflite-micro/no_person.bmp").toFile()));
    }

    @Test
    void broken_pictures_are_refused_with_a_code() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(noise(BufferedImage.TYPE_INT_RGB), "png", png);
        ByteArrayOutputStream bmp = new ByteArrayOutputStream();
        ImageIO.write(noise(BufferedImage.TYPE_3BYTE_BGR), "bmp", bmp);
        Random random = new Random(5);
        for (byte[] whole : new byte[][] {png.toByteArray(), bmp.toByteArray()}) {
            for (int i = 0; i < 2_000; i++) {
                byte[] broken =
                        Arrays.copyOf(whole, random.nextBoolean() ? whole.length : random.nextInt(whole.length));
                for (int flips = random.nextInt(4); flips > 0 && broken.length > 60; flips--) {
                    broken[8 + random.nextInt(52)] = (byte) random.nextInt();
                }
                try {
                    PictureReader.read(broken);
                } catch (ModelException e) {
                    assertThat(e.code()).startsWith("picture-");
                }
            }
        }
        assertThatThrownBy(() -> PictureReader.read("GIF89a".getBytes()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("picture-format"));
    }

    @Test
    void shrinking_keeps_the_mean_and_an_even_colour() {
        byte[] stripes = new byte[64 * 3];
        for (int x = 0; x < 64; x += 2) {
            Arrays.fill(stripes, x * 3, x * 3 + 3, (byte) 200);
        }
        Picture small = new Picture(64, 1, stripes).shrunkTo(4, 1);
        for (int x = 0; x < 4; x++) {
            assertThat(small.colour(x, 0, 1)).isBetween(97, 103);
        }
        byte[] even = new byte[7 * 5 * 3];
        Arrays.fill(even, (byte) 77);
        assertThat(new Picture(7, 5, even).shrunkTo(3, 2).rgb()).containsOnly(77);
    }

    private static BufferedImage noise(int type) {
        BufferedImage image = new BufferedImage(37, 11, type);
        Random random = new Random(type);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, 0xff000000 | random.nextInt(0x1000000));
            }
        }
        return image;
    }

    private static void assertSame(Picture actual, BufferedImage expected) {
        assertThat(actual.width()).isEqualTo(expected.getWidth());
        assertThat(actual.height()).isEqualTo(expected.getHeight());
        boolean grey = expected.getRaster().getNumBands() == 1
                && !(expected.getColorModel() instanceof java.awt.image.IndexColorModel);
        for (int y = 0; y < actual.height(); y++) {
            for (int x = 0; x < actual.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int want = grey
                            ? expected.getRaster().getSample(x, y, 0)
                            : expected.getRGB(x, y) >> (16 - 8 * c) & 0xff;
                    assertThat(actual.colour(x, y, c)).as("%d,%d,%d", x, y, c).isEqualTo(want);
                }
            }
        }
    }
}
