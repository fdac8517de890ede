package dev.spotter.evaluation.bench;

import dev.spotter.evaluation.EvaluationTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All benchmarks there are, in the order in which they run. */
public final class Benchmarks {
    /** How many cameras are measured side by side. */
    private static final List<Integer> CAMERAS = List.of(1, 4, 8);

    private Benchmarks() {}

    public static List<Benchmark> all() {
        List<Benchmark> all = new ArrayList<>(List.of(JavaOverC.values()));
        Arrays.stream(EvaluationTask.values())
                .filter(task -> task.truth().isPresent())
                .map(EnsembleCost::new)
                .forEach(all::add);
        all.add(new LanesOfLargeMembers());
        CAMERAS.stream().map(CameraCost::new).forEach(all::add);
        all.addAll(List.of(new CameraLatency(CAMERAS), new CameraBytes(), new PreprocessCost(), new GateCost()));
        return List.copyOf(all);
    }

    /**
     * Those of the names, each a benchmark's or the first parts of some; all where there are no names.
     *
     * @throws BenchException unknown-benchmark
     */
    public static List<Benchmark> select(List<String> names) {
        for (String name : names) {
            if (all().stream().noneMatch(benchmark -> isMeant(benchmark, name))) {
                throw new BenchException(
                        "unknown-benchmark",
                        "there is no benchmark " + name + "; there are "
                                + all().stream().map(Benchmark::id).collect(Collectors.joining(", ")));
            }
        }
        List<Benchmark> selected = new ArrayList<>(all());
        if (!names.isEmpty()) {
            selected.removeIf(benchmark -> names.stream().noneMatch(name -> isMeant(benchmark, name)));
        }
        return selected;
    }

    private static boolean isMeant(Benchmark benchmark, String name) {
        return benchmark.id().equals(name) || benchmark.id().startsWith(name + ".");
    }
}
