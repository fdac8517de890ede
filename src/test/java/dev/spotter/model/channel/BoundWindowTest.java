package dev.spotter.model.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.model.FillRule;
import dev.spotter.model.ModelException;
import dev.spotter.model.Normalisation;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowInput;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Locks down how a source's samples become what a model takes. */
class BoundWindowTest {
    private static final List<String> WRIST = List.of(
            "acceleration-x", "acceleration-y", "acceleration-z", "angular-rate-x", "angular-rate-y", "angular-rate-z");
    private static final float[][] SAMPLES = {
        {1, 2, 2, 0, 0, 0}, {2, 3, 6, 3, 0, 4}, {0, 3, 4, 0, 5, 12}, {1, 4, 8, 1, 2, 2}, {2, 10, 11, 0, 0, 1}
    };

    @Test
    void channels_are_taken_by_name_in_the_models_order() {
        BoundWindow window = bound(50, "angular-rate-z", "acceleration-x");
        assertThat(window.channels()).isEqualTo(2);
        assertThat(window.available()).isEqualTo(5);
        assertThat(window.value(0, 0)).isEqualTo(1);
        assertThat(window.value(1, 1)).isEqualTo(1);
        assertThat(window.value(0, 2)).isEqualTo(12);
    }

    @Test
    void a_magnitude_is_derived_from_its_axes() {
        BoundWindow window = bound(50, "acceleration-magnitude", "angular-rate-magnitude");
        assertThat(window.value(0, 4)).isEqualTo(3);
        assertThat(window.value(0, 0)).isEqualTo(15);
        assertThat(window.value(1, 2)).isEqualTo(13);
    }

    @Test
    void a_sensor_may_have_a_name() {
        BoundWindow window = new BoundWindow(
                        "m",
                        input(50, "belt.acceleration-magnitude"),
                        List.of("belt.acceleration-z", "belt.acceleration-y", "belt.acceleration-x", "belt.roll"),
                        50)
                .of(new Rows(new float[][] {{2, 3, 6, 9}}));
        assertThat(window.value(0, 0)).isEqualTo(7);
    }

    @Test
    void half_the_rate_takes_the_mean_of_two_and_another_rate_interpolates() {
        BoundWindow half = bound(25, "acceleration-y");
        assertThat(half.available()).isEqualTo(2);
        assertThat(half.value(0, 0)).isEqualTo(7);
        assertThat(half.value(0, 1)).isEqualTo(3);

        BoundWindow third = bound(50 / 1.5, "acceleration-y");
        assertThat(third.available()).isEqualTo(3);
        assertThat(third.value(0, 0)).isEqualTo(10);
        assertThat(third.value(0, 1)).isCloseTo(3.5f, within(1e-4f));
        assertThat(BoundWindow.sourceSamples(100, 25, 50)).isEqualTo(200);
        assertThat(BoundWindow.sourceSamples(200, 50, 50)).isEqualTo(200);
    }

    @Test
    void one_sample_of_a_faster_source_is_one_sample() {
        BoundWindow window = new BoundWindow("m", input(25, "acceleration-x"), WRIST, 50)
                .of(new Rows(new float[][] {{4, 0, 0, 0, 0, 0}}));
        assertThat(window.available()).isEqualTo(1);
        assertThat(window.value(0, 0)).isEqualTo(4);
    }

    @Test
    void what_a_source_does_not_give_is_refused_by_name() {
        assertThatThrownBy(
                        () -> new BoundWindow("fall-gru", input(50, "angular-rate-magnitude"), WRIST.subList(0, 3), 50))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("channel-missing"))
                .hasMessage("model 'fall-gru' takes the channel 'angular-rate-magnitude', but its source gives only"
                        + " acceleration-x, acceleration-y, acceleration-z");
        assertThatThrownBy(() -> new BoundWindow("m", input(100, "acceleration-x"), WRIST, 50))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo("rate-too-low"));
    }

    @Test
    void many_samples_at_once_are_those_that_are_read_one_by_one() {
        Random random = new Random(5);
        float[][] rows = new float[60][6];
        for (float[] row : rows) {
            for (int channel = 0; channel < row.length; channel++) {
                row[channel] = (float) random.nextGaussian();
            }
        }
        List<List<String>> wanted = List.of(
                WRIST,
                List.of("angular-rate-z", "acceleration-x"),
                List.of("acceleration-magnitude", "angular-rate-magnitude", "acceleration-y"),
                List.of("acceleration-magnitude"));
        for (double rateHz : new double[] {50, 25, 50 / 3.0, 50 / 1.5, 50 / 7.0}) {
            for (List<String> channels : wanted) {
                BoundWindow window =
                        bound(rateHz, channels.toArray(String[]::new)).of(new Rows(rows));
                for (int i = 0; i < 30; i++) {
                    int ago = random.nextInt(window.available());
                    int count = 1 + random.nextInt(ago + 1);
                    float[] many = new float[count * channels.size()];
                    float[] oneByOne = new float[many.length];
                    window.read(ago, count, many);
                    for (int element = 0; element < oneByOne.length; element++) {
                        oneByOne[element] = window.value(element % channels.size(), ago - element / channels.size());
                    }
                    assertThat(many)
                            .as("%s at %s Hz, %d samples up to %d ago", channels, rateHz, count, ago)
                            .containsExactly(oneByOne);
                }
            }
        }
    }

    private static BoundWindow bound(double rateHz, String... channels) {
        return new BoundWindow("m", input(rateHz, channels), WRIST, 50).of(new Rows(SAMPLES));
    }

    private static WindowInput input(double rateHz, String... channels) {
        int count = channels.length;
        return new WindowInput(
                "imu",
                "what is worn",
                List.of(channels),
                Collections.nCopies(count, "g"),
                rateHz,
                4,
                FillRule.FIRST,
                new Normalisation(Collections.nCopies(count, 0.0), Collections.nCopies(count, 1.0)));
    }

    /** Rows, the oldest first. */
    private record Rows(float[][] rows) implements SampleWindow {
        @Override
        public int channels() {
            return rows[0].length;
        }

        @Override
        public int available() {
            return rows.length;
        }

        @Override
        public float value(int channel, int samplesAgo) {
            return rows[rows.length - 1 - samplesAgo][channel];
        }
    }
}
