package dev.spotter.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.tflite.LoadedLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, refusals, and one short run; how fast things are is for {@code spotter bench} to say, not for a test. */
class JavaOverCTest {
    @TempDir
    Path folder;

    @Test
    void a_figure_has_a_floor_from_the_same_run() {
        assumeTrue(CFloor.compiler().isPresent(), "skipped: no C compiler (cc) on the PATH");
        List<String> remarks = new ArrayList<>();
        Figure figure = JavaOverC.AD01
                .measure(TestSettings.of(SharedFiles.models("mlperf-tiny"), 10, remarks))
                .getFirst();
        assertThat(figure.name()).isEqualTo("java-over-c.ad01");
        assertThat(figure.unit()).isEqualTo("microseconds");
        assertThat(figure.value()).isBetween(0.1, 10_000.0);
        assertThat(figure.ratio()).isPresent();
        assertThat(figure.ratio().getAsDouble()).as("an order of magnitude").isBetween(0.2, 5.0);
        assertThat(remarks).isEmpty();
        assertThat(LoadedLibrary.dataFolder()).isDirectoryNotContaining("glob:**/bench*");
    }

    @Test
    void a_public_model_that_is_not_there_is_named() {
        assertThatThrownBy(() -> JavaOverC.VWW.measure(TestSettings.of(folder, 10, new ArrayList<>())))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo("public-model-missing"))
                .hasMessageContaining("vww_96_int8.tflite")
                .hasMessageContaining("--models");
    }

    @Test
    void names_are_whole_or_the_first_parts() {
        assertThat(ids("java-over-c")).containsExactly("java-over-c.movenet", "java-over-c.vww", "java-over-c.ad01");
        assertThat(ids("java-over-c.vww")).containsExactly("java-over-c.vww");
        assertThat(ids()).containsAll(ids("java-over-c"));
        assertThatThrownBy(() -> ids("java-over-c.v"))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo("unknown-benchmark"))
                .hasMessageContaining("java-over-c.vww");
    }

    @Test
    void a_figure_without_a_floor_has_no_ratio() {
        assertThat(new Figure("a", 3, "milliseconds", OptionalDouble.empty()).ratio())
                .isEmpty();
        assertThat(new Figure("a", 3, "milliseconds", OptionalDouble.of(2)).ratio())
                .hasValue(1.5);
        assertThatThrownBy(() -> new Figure("a", 3, "milliseconds", OptionalDouble.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewer_than_ten_rounds_are_no_measurement() {
        assertThatThrownBy(() -> TestSettings.of(folder, 9, new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds: 9; allowed are 10 and more");
    }

    private static List<String> ids(String... names) {
        return Benchmarks.select(List.of(names)).stream().map(Benchmark::id).toList();
    }
}
