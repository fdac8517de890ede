package dev.spotter.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.tflite.LoadedLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One short run of each figure of cameras with a real ffmpeg, and the arithmetic; how fast things are is for {@code spotter bench} to say. */
class CameraFiguresTest {
    private final List<String> remarks = new ArrayList<>();

    @Test
    void cameras_are_measured_over_bare_inference_and_ffmpeg_alone_from_a_test_source_and_a_film() {
        assumeTrue(CFloor.compiler().isPresent(), "skipped: no C compiler (cc) on the PATH");
        Map<String, Figure> figures = measure(new CameraCost(2));
        for (String source : List.of("", ".h264")) {
            Figure figure = figures.get("pipeline.cameras-2" + source);
            assertThat(figure.unit()).isEqualTo("frames per CPU-second");
            assertThat(figure.ratio().orElseThrow()).as("an order of magnitude").isBetween(0.1, 2.0);
            assertThat(figures.get("pipeline.cameras-2" + source + ".rgb-floor").value())
                    .isEqualTo(figure.value());
            assertThat(figures.get("pipeline.cameras-2" + source + ".wall").value())
                    .isPositive();
        }
        assertThat(remarks).isEmpty();
    }

    @Test
    void latency_has_a_median_and_a_99th_percentile_for_each_number_of_cameras() {
        Map<String, Figure> figures = measure(new CameraLatency(List.of(1, 2)));
        for (int cameras : List.of(1, 2)) {
            String name = "pipeline.latency.cameras-" + cameras;
            assertThat(figures.get(name + ".p50").value()).isPositive();
            assertThat(figures.get(name + ".p99").value())
                    .isGreaterThanOrEqualTo(figures.get(name + ".p50").value());
        }
    }

    @Test
    void a_percentile_is_the_least_that_so_many_do_not_exceed() {
        CameraLatency.Latencies latencies = new CameraLatency.Latencies(200);
        latencies.add(7);
        latencies.begin();
        for (int i = 200; i > 0; i--) {
            latencies.add(i);
        }
        assertThat(latencies.full()).isTrue();
        latencies.add(1_000);
        assertThat(latencies.percentile(50)).isEqualTo(100);
        assertThat(latencies.percentile(99)).isEqualTo(198);
    }

    @Test
    void bytes_are_counted_with_the_model_and_before_it() {
        Map<String, Figure> figures = measure(new CameraBytes());
        assertThat(figures.get("pipeline.bytes").value()).isNotNegative();
        assertThat(figures.get("pipeline.bytes.before-model").value()).isNotNegative();
    }

    @Test
    void preprocessing_takes_some_microseconds() {
        assertThat(measure(new PreprocessCost()).get("pipeline.preprocess").value())
                .isBetween(1.0, 100_000.0);
    }

    @Test
    void the_gate_is_measured_over_cameras_without_it_and_over_ffmpeg_alone() {
        Map<String, Figure> figures = measure(new GateCost());
        assertThat(figures.get("pipeline.gate").ratio().orElseThrow()).isGreaterThan(1);
        assertThat(figures.get("pipeline.gate.over-ffmpeg").ratio().orElseThrow())
                .isBetween(0.01, 1.5);
    }

    @Test
    void a_core_carries_as_many_cameras_as_its_time_is_enough_for() {
        // 60 frames in 0.1 s are 600 a second, and 40 cameras of 15
        assertThat(GateCost.camerasACore(100_000_000, 60)).isEqualTo(40, within(1e-9));
    }

    @Test
    void a_film_that_cannot_be_made_is_a_failure_with_ffmpegs_words() {
        assertThatThrownBy(() -> Ffmpeg.make(
                        LoadedLibrary.dataFolder().resolve("none.mp4"), List.of("-i", "nothing"), List.of()))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo("ffmpeg-failed"))
                .hasMessageContaining("nothing");
    }

    private Map<String, Figure> measure(Benchmark benchmark) {
        assumeTrue(OnPath.find("ffmpeg").isPresent(), "skipped: no ffmpeg on the PATH");
        return benchmark.measure(TestSettings.of(SharedFiles.models("coral"), 10, remarks)).stream()
                .collect(Collectors.toMap(Figure::name, Function.identity()));
    }

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(LoadedLibrary.dataFolder()).isDirectoryNotContaining("glob:**/bench*");
    }
}
