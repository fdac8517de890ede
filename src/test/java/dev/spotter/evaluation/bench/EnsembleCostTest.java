package dev.spotter.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.evaluation.EvaluationTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One short run on what is shipped: names, floors, and that a verdict allocates nothing. */
class EnsembleCostTest {
    @Test
    void the_exercise_ensemble_is_measured_over_its_bare_inferences_and_allocates_nothing() {
        List<String> remarks = new ArrayList<>();
        var figures = new EnsembleCost(EvaluationTask.IMU_EXERCISE)
                .measure(TestSettings.of(Path.of("none"), 10, remarks)).stream()
                        .collect(Collectors.toMap(Figure::name, figure -> figure));
        assertThat(figures.get("ensemble.imu-exercise").unit()).isEqualTo("microseconds");
        assertThat(figures.get("ensemble.imu-exercise").ratio().orElseThrow())
                .as("an order of magnitude")
                .isBetween(0.1, 10.0);
        assertThat(figures.get("ensemble.imu-exercise.lanes").ratio()).isPresent();
        assertThat(figures.get("ensemble.imu-exercise.bytes").value()).isZero();
        assertThat(remarks).isEmpty();
    }

    @Test
    void every_task_that_ensembles_are_fitted_for_has_its_figure() {
        assertThat(Benchmarks.select(List.of("ensemble")).stream().map(Benchmark::id))
                .contains("ensemble.imu-exercise")
                .allMatch(id -> id.startsWith("ensemble."));
    }
}
