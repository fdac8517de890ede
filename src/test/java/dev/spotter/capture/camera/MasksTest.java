package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    private static final byte SEEN = (byte) 200;

    private static byte[] masked(FrameSize size, Polygon... polygons) {
        try (Arena arena = Arena.ofConfined()) {
            Frame frame = new Frame(
                    arena.allocate(Frame.bytes(size.width(), size.height())).fill(SEEN), size.width(), size.height());
            new Masks(size, List.of(polygons)).blacken(frame);
            return frame.planes().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static Polygon polygon(double... numbers) {
        List<List<Double>> corners = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            corners.add(List.of(numbers[i], numbers[i + 1]));
        }
        return Polygon.of(corners);
    }

    private static boolean blackLuma(byte[] planes, FrameSize size, int x, int y) {
        return planes[y * size.width() + x] == Frame.BLACK_LUMA;
    }

    /** Both chroma samples of a pixel. */
    private static boolean colourless(byte[] planes, FrameSize size, int x, int y) {
        int blue = size.width() * size.height();
        int at = y / 2 * (size.width() / 2) + x / 2;
        return planes[blue + at] == Frame.NO_CHROMA && planes[blue + blue / 4 + at] == Frame.NO_CHROMA;
    }

    @Test
    void a_rectangle_on_the_borders_of_pixels_is_black_to_its_last_pixel_and_nothing_beyond_it_is() {
        FrameSize size = FrameSize.of("640x480");
        byte[] planes = masked(size, polygon(0.25, 0.1, 0.5, 0.1, 0.5, 0.3, 0.25, 0.3));
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x++) {
                boolean inside = x >= 160 && x < 320 && y >= 48 && y < 144;
                assertThat(blackLuma(planes, size, x, y))
                        .as("luma of %d, %d", x, y)
                        .isEqualTo(inside);
                assertThat(colourless(planes, size, x, y))
                        .as("chroma of %d, %d", x, y)
                        .isEqualTo(inside);
            }
        }
    }

    @Test
    void a_pixel_of_which_a_part_is_masked_is_black_and_so_is_the_colour_that_it_shares() {
        FrameSize size = FrameSize.of("16x16");
        byte[] planes = masked(size, polygon(5.4 / 16, 5.4 / 16, 5.6 / 16, 5.4 / 16, 5.5 / 16, 5.6 / 16));
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(blackLuma(planes, size, x, y)).isEqualTo(x == 5 && y == 5);
                assertThat(colourless(planes, size, x, y)).isEqualTo(x / 2 == 2 && y / 2 == 2);
            }
        }
    }

    /** Points anywhere in the polygon, by its even-odd rule, which the masks cover and more. */
    @ParameterizedTest
    @ValueSource(strings = {"64x48", "16x30", "100x18"})
    void no_pixel_that_holds_a_point_of_a_polygon_stays_visible_however_crooked_it_is(String text) {
        FrameSize size = FrameSize.of(text);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            double[] numbers = random.doubles(2L * random.nextInt(3, 9)).toArray();
            if (round % 3 == 0) { // corners on the borders of pixels, and of the frame
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = Math.round(numbers[i] * 8) / 8.0;
                }
                numbers[0] = 0.1;
            }
            Polygon polygon;
            try {
                polygon = polygon(numbers);
            } catch (IllegalArgumentException onOneLine) {
                continue;
            }
            byte[] planes = masked(size, polygon);
            for (int point = 0; point < 500; point++) {
                double x = random.nextDouble();
                double y = random.nextDouble();
                if (polygon.contains(x, y)) {
                    int column = (int) (x * size.width());
                    int row = (int) (y * size.height());
                    assertThat(blackLuma(planes, size, column, row) && colourless(planes, size, column, row))
                            .as("%s at %s, %s", polygon, x, y)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void what_is_far_from_a_polygon_stays_as_it_is() {
        FrameSize size = FrameSize.of("64x48");
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 200; round++) {
            double[] numbers = random.doubles(6).toArray();
            byte[] planes = masked(size, polygon(numbers));
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 64; x++) {
                    if (blackLuma(planes, size, x, y)) {
                        assertThat(touches(polygon(numbers), x, y, size))
                                .as("%d, %d of %s", x, y, polygon(numbers))
                                .isTrue();
                    }
                }
            }
        }
    }

    /** Whether one of many points of a pixel that is a little larger lies inside, or an edge's point lies in it. */
    private static boolean touches(Polygon polygon, int x, int y, FrameSize size) {
        for (int i = -1; i <= 21; i++) {
            for (int j = -1; j <= 21; j++) {
                if (polygon.contains((x + i / 20.0) / size.width(), (y + j / 20.0) / size.height())) {
                    return true;
                }
            }
        }
        for (int i = 0; i < polygon.corners().size(); i++) {
            Polygon.Corner a = polygon.corners().get(i);
            Polygon.Corner b = polygon.corners().get((i + 1) % polygon.corners().size());
            for (int step = 0; step <= 2000; step++) {
                double px = (a.x() + (b.x() - a.x()) * step / 2000) * size.width() - x;
                double py = (a.y() + (b.y() - a.y()) * step / 2000) * size.height() - y;
                if (px > -0.1 && px < 1.1 && py > -0.1 && py < 1.1) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void the_middle_of_a_star_that_is_drawn_in_one_line_is_masked_too() {
        FrameSize size = FrameSize.of("64x64");
        double[] numbers = new double[10];
        for (int i = 0; i < 5; i++) {
            numbers[2 * i] = 0.5 + 0.45 * Math.sin(i * 4 * Math.PI / 5);
            numbers[2 * i + 1] = 0.5 - 0.45 * Math.cos(i * 4 * Math.PI / 5);
        }
        assertThat(blackLuma(masked(size, polygon(numbers)), size, 32, 32)).isTrue();
    }

    @Test
    void the_whole_frame_may_be_masked_and_overlapping_masks_add_up() {
        FrameSize size = FrameSize.of("64x48");
        assertThat(masked(size, polygon(0, 0, 1, 0, 1, 1, 0, 1))).doesNotContain(SEEN);
        assertThat(masked(size, polygon(0, 0, 0.6, 0, 0.6, 1, 0, 1), polygon(0.4, 0, 1, 0, 1, 1, 0.4, 1)))
                .doesNotContain(SEEN);
        assertThat(masked(size)).containsOnly(SEEN);
    }
}
