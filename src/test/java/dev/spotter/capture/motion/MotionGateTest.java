package dev.spotter.capture.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MotionGateTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final double FPS = 15;
    /** So long that only motion opens the gate. */
    private static final Duration RARELY = Duration.ofSeconds(10);

    private final PaintedFrame picture = new PaintedFrame(WIDTH, HEIGHT);

    @Test
    void the_first_frame_is_looked_at_and_then_one_each_two_seconds_while_nothing_moves() {
        MotionGate gate = gate(MotionConfiguration.USUAL);
        int looks = 0;
        for (int i = 0; i < 10 * FPS; i++) {
            looks += gate.opens(picture.at(i / FPS, 0)) ? 1 : 0;
        }
        assertThat(looks).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 8, 12})
    void noise_of_a_sensor_does_not_open_it(double noise) {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        int looks = 0;
        for (int i = 0; i < 60; i++) {
            looks += gate.opens(picture.at(i / FPS, noise)) ? 1 : 0;
        }
        assertThat(looks).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"24, 24, 15, 0", "16, 40, 25, 5", "24, 60, 30, 8", "60, 120, 25, 12"})
    void what_appears_opens_it_at_once_noise_or_not(double across, double down, double levels, double noise) {
        for (int place = 0; place < 20; place++) {
            MotionGate gate = gate(rare(Sensitivity.MEDIUM));
            assertThat(gate.opens(picture.wall().at(0, noise))).isTrue();
            assertThat(gate.opens(picture.wall().at(0.1, noise))).isFalse();
            picture.box(place * 31 % (WIDTH - across), place * 53 % (HEIGHT - down), across, down, levels);
            assertThat(gate.opens(picture.at(0.2, noise))).as("place %d", place).isTrue();
        }
    }

    /** Were each frame compared with the one before it, a pixel a second would never be seen. */
    @ParameterizedTest
    @CsvSource({"1, 40, 0", "1, 40, 5", "2, 25, 5", "0.5, 60, 2"})
    void what_creeps_is_looked_at_before_it_has_come_four_pixels_far(
            double pixelsASecond, double levels, double noise) {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        double lookedAt = 0;
        double furthest = 0;
        for (int i = 0; i < 20 * FPS; i++) {
            double left = 100 + i / FPS * pixelsASecond;
            if (gate.opens(picture.wall().box(left, 100, 30, 80, levels).at(i / FPS, noise))) {
                lookedAt = left;
            } else if (i > 0) {
                furthest = Math.max(furthest, left - lookedAt);
            }
        }
        assertThat(furthest).isBetween(0.01, 4.0);
    }

    @Test
    void it_stays_open_for_half_a_second_after_the_last_motion() {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        gate.opens(picture.wall().at(0, 0));
        assertThat(gate.opens(picture.box(100, 100, 40, 40, 40).at(1, 0))).isTrue();
        assertThat(gate.opens(picture.at(1.25, 0))).isTrue();
        assertThat(gate.opens(picture.at(1.5, 0))).isTrue();
        assertThat(gate.opens(picture.at(1.55, 0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"12, 12, 15, 0", "8, 20, 25, 3", "12, 30, 30, 5", "30, 60, 25, 4"})
    void a_picture_as_small_as_a_model_needs_is_watched_as_closely(
            double across, double down, double levels, double noise) {
        PaintedFrame small = new PaintedFrame(192, 144);
        for (int place = 0; place < 20; place++) {
            MotionGate gate = new MotionGate(rare(Sensitivity.MEDIUM), 192, 144);
            gate.opens(small.wall().at(0, noise));
            for (int i = 1; i < 20; i++) {
                assertThat(gate.opens(small.at(i / FPS, noise))).isFalse();
            }
            small.box(place * 31 % (192 - across), place * 53 % (144 - down), across, down, levels);
            assertThat(gate.opens(small.at(2, noise))).as("place %d", place).isTrue();
        }
    }

    @Test
    void a_light_that_is_switched_on_is_looked_at_and_closes_again() {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        gate.opens(picture.at(0, 2));
        assertThat(gate.opens(picture.light(30).at(1, 2))).isTrue();
        assertThat(gate.opens(picture.at(2, 2))).isFalse();
    }

    @Test
    void a_sunrise_and_a_camera_that_hunts_for_its_exposure_do_not_hold_it_open() {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        int looks = 0;
        for (int i = 0; i < 60 * FPS; i += 3) {
            double seconds = i / FPS;
            picture.wall().light(seconds * 0.5 + 3 * Math.sin(seconds * 5));
            looks += gate.opens(picture.at(seconds, 3)) ? 1 : 0;
        }
        // 30 levels in a minute are three looks with what the gate then stays open; six are every ten seconds' own
        assertThat(looks).isBetween(6, 25);
    }

    @Test
    void a_zone_is_more_sensitive_or_less_or_not_at_all() {
        Polygon left = Polygon.of(List.of(List.of(0.0, 0.0), List.of(0.5, 0.0), List.of(0.5, 1.0), List.of(0.0, 1.0)));
        for (Sensitivity zone : Sensitivity.values()) {
            MotionConfiguration configuration =
                    new MotionConfiguration(Sensitivity.LOW, RARELY, List.of(new MotionZone(left, zone)));
            int opensLeft = 0;
            for (int levels = 1; levels < 60; levels++) {
                MotionGate gate = gate(configuration);
                gate.opens(picture.wall().at(0, 0));
                if (gate.opens(picture.box(100, 100, 32, 32, levels).at(1, 0))) {
                    opensLeft = levels;
                    break;
                }
            }
            assertThat(opensLeft)
                    .as(zone + "")
                    .isEqualTo(
                            switch (zone) {
                                case HIGH -> 4;
                                case MEDIUM -> 6;
                                case LOW -> 10;
                                case OFF -> 0;
                            });
        }
    }

    @Test
    void what_moves_in_a_zone_that_is_off_does_not_open_it_beside_the_zone_either() {
        Polygon screen =
                Polygon.of(List.of(List.of(0.25, 0.25), List.of(0.5, 0.25), List.of(0.5, 0.5), List.of(0.25, 0.5)));
        MotionGate gate = gate(
                new MotionConfiguration(Sensitivity.HIGH, RARELY, List.of(new MotionZone(screen, Sensitivity.OFF))));
        gate.opens(picture.wall().at(0, 0));
        assertThat(gate.opens(picture.box(80, 60, 80, 60, 100).at(1, 0))).isFalse();
        assertThat(gate.opens(picture.box(170, 60, 30, 30, 20).at(2, 0))).isTrue();
    }

    @Test
    void only_a_zone_counts_where_all_else_is_off() {
        Polygon bench =
                Polygon.of(List.of(List.of(0.25, 0.25), List.of(0.5, 0.25), List.of(0.5, 0.5), List.of(0.25, 0.5)));
        MotionGate gate = gate(
                new MotionConfiguration(Sensitivity.OFF, RARELY, List.of(new MotionZone(bench, Sensitivity.MEDIUM))));
        gate.opens(picture.wall().at(0, 0));
        assertThat(gate.opens(picture.box(200, 150, 100, 100, 100).at(1, 0))).isFalse();
        assertThat(gate.opens(picture.box(100, 80, 30, 30, 20).at(2, 0))).isTrue();
    }

    @Test
    void a_frame_after_a_gap_or_from_before_is_looked_at() {
        MotionGate gate = gate(rare(Sensitivity.MEDIUM));
        gate.opens(picture.at(5, 0));
        assertThat(gate.opens(picture.at(5.1, 0))).isFalse();
        gate.reset();
        assertThat(gate.opens(picture.at(5.2, 0))).isTrue();
        assertThat(gate.opens(picture.at(5.3, 0))).isFalse();
        assertThat(gate.opens(picture.at(4, 0))).as("time went back").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"642, 482", "646, 486", "16, 16", "18, 30", "1280, 720"})
    void a_change_at_any_edge_of_a_picture_of_any_size_is_seen(int width, int height) {
        PaintedFrame any = new PaintedFrame(width, height);
        for (double[] corner : new double[][] {{0, 0}, {width - 12, 0}, {0, height - 12}, {width - 12, height - 12}}) {
            MotionGate gate = new MotionGate(rare(Sensitivity.HIGH), width, height);
            gate.opens(any.wall().at(0, 0));
            assertThat(gate.opens(any.box(corner[0], corner[1], 12, 12, 100).at(1, 0)))
                    .isTrue();
        }
    }

    @Test
    void every_frame_is_looked_at_where_the_gate_is_off_or_the_picture_too_small_to_judge() {
        MotionGate off = gate(new MotionConfiguration(Sensitivity.MEDIUM, Duration.ZERO, List.of()));
        PaintedFrame dot = new PaintedFrame(6, 6);
        MotionGate small = new MotionGate(rare(Sensitivity.MEDIUM), 6, 6);
        for (int i = 0; i < 5; i++) {
            assertThat(off.opens(picture.at(i, 0))).isTrue();
            assertThat(small.opens(dot.at(i, 0))).isTrue();
        }
    }

    @Test
    void it_allocates_nothing() {
        MotionGate gate = gate(MotionConfiguration.USUAL);
        Frame frame = picture.at(0, 5);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            frame.stamp(i * 66_000_000L, i);
            gate.opens(frame);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MotionConfiguration(Sensitivity.HIGH, Duration.ofMinutes(1), List.of()))
                .withMessageContaining("look-every");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polygon.of(List.of(List.of(0.0, 0.0), List.of(1.0, 1.0), List.of(0.5, 0.5))))
                .withMessageContaining("one line");
    }

    private static MotionConfiguration rare(Sensitivity sensitivity) {
        return new MotionConfiguration(sensitivity, RARELY, List.of());
    }

    private static MotionGate gate(MotionConfiguration configuration) {
        return new MotionGate(configuration, WIDTH, HEIGHT);
    }
}
