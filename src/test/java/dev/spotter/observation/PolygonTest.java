package dev.spotter.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolygonTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1, true", // the left arm of a U
        "0.9, 0.1, true",
        "0.5, 0.1, false",
        "0.5, 0.9, true",
        "0.95, 0.95, true"
    })
    void what_lies_between_the_arms_of_a_shape_is_outside(double x, double y, boolean inside) {
        Polygon arms = polygon(0, 0, 0.3, 0, 0.3, 0.7, 0.7, 0.7, 0.7, 0, 1, 0, 1, 1, 0, 1);
        assertThat(arms.contains(x, y)).isEqualTo(inside);
    }

    @Test
    void both_halves_of_a_bow_tie_are_inside() {
        Polygon tie = polygon(0, 0, 1, 1, 1, 0, 0, 1);
        assertThat(tie.contains(0.1, 0.5)).isTrue();
        assertThat(tie.contains(0.9, 0.5)).isTrue();
        assertThat(tie.contains(0.5, 0.1)).isFalse();
    }

    @Test
    void what_encloses_nothing_or_leaves_the_frame_is_refused_in_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> polygon(0, 0, 1, 1))
                .withMessageContaining("2 corners");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> polygon(0, 0, 0.5, 0.5, 1, 1))
                .withMessageContaining("one line");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> polygon(0, 0, 1.1, 0, 1, 1))
                .withMessageContaining("1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> polygon(0, 0, Double.NaN, 0, 1, 1))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polygon.of(Collections.nCopies(3, List.of(0.5))))
                .withMessageContaining("1 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polygon.of(Collections.nCopies(101, List.of(0.5, 0.5))))
                .withMessageContaining("101 corners");
    }

    private static Polygon polygon(double... numbers) {
        Double[][] corners = new Double[numbers.length / 2][];
        Arrays.setAll(corners, i -> new Double[] {numbers[2 * i], numbers[2 * i + 1]});
        return Polygon.of(Arrays.stream(corners).map(List::of).toList());
    }
}
