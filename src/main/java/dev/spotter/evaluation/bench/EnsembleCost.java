package dev.spotter.evaluation.bench;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.model.ModelStore;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the ensembles of a task cost, as shipped: time per verdict over its members' bare inferences, members in lanes
 * over one after the other, bytes per verdict, and what an early exit and a cascade spare.
 *
 * @param task whose profile names the ensembles
 */
record EnsembleCost(EvaluationTask task) implements Benchmark {
    private static final String MICROSECONDS = "microseconds";
    private static final double NANOS_PER_MICROSECOND = 1e3;
    private static final int LANES = 2;

    @Override
    public String id() {
        return "ensemble." + task.word();
    }

    @Override
    public String purpose() {
        return "time per verdict over its members' bare inferences; lanes, bytes, early exit, cascade";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        TfLite tfLite = TfLite.load(null, settings.data());
        ModelStore store = new ModelStore(settings.shippedModels());
        List<EnsemblePackage> ensembles = ensembles(settings, store);
        if (ensembles.isEmpty()) {
            throw new BenchException(
                    "no-ensemble", "the profile %s names no ensemble for %s".formatted(task.profile(), task.word()));
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(overRaw(tfLite, store, ensembles, settings.rounds()));
        figures.add(lanes(tfLite, store, ensembles, settings.rounds()));
        bytes(tfLite, store, ensembles, settings).ifPresent(figures::add);
        spared("early-exit", "boosting", tfLite, store, ensembles, settings).ifPresent(figures::add);
        spared("cascade", "cascade", tfLite, store, ensembles, settings).ifPresent(figures::add);
        return figures;
    }

    private List<EnsemblePackage> ensembles(BenchSettings settings, ModelStore store) {
        return ProfileReader.read(settings.profiles().resolve(task.profile())).pipelines().stream()
                .filter(task::measures)
                .flatMap(pipeline -> task.stage(pipeline).ensemble().stream())
                .distinct()
                .map(name -> EnsemblePackage.read(store.ensembleFolder(name)
                        .orElseThrow(() -> new BenchException(
                                "no-ensemble",
                                "%s needs the ensemble '%s', which is not shipped".formatted(id(), name)))))
                .toList();
    }

    private Figure overRaw(TfLite tfLite, ModelStore store, List<EnsemblePackage> ensembles, int rounds) {
        double value = 0;
        double floor = 0;
        ThreadClock clock = new ThreadClock();
        for (EnsemblePackage ensemble : ensembles) {
            try (VerdictLoop verdicts = VerdictLoop.open(tfLite, store, ensemble, 1, clock::nanos);
                    RawLoop raw = RawLoop.open(tfLite, VerdictLoop.packages(store, ensemble))) {
                Turns turns = Turns.of(verdicts, raw, rounds);
                value += turns.valueNanos();
                floor += turns.floorNanos();
            }
        }
        return figure("", value, floor);
    }

    private Figure lanes(TfLite tfLite, ModelStore store, List<EnsemblePackage> ensembles, int rounds) {
        double value = 0;
        double floor = 0;
        for (EnsemblePackage ensemble : ensembles) {
            try (VerdictLoop lanes = VerdictLoop.open(tfLite, store, ensemble, LANES, System::nanoTime);
                    VerdictLoop sequence = VerdictLoop.open(tfLite, store, ensemble, 1, System::nanoTime)) {
                Turns turns = Turns.of(lanes, sequence, rounds);
                value += turns.valueNanos();
                floor += turns.floorNanos();
            }
        }
        return figure(".lanes", value, floor);
    }

    private Optional<Figure> bytes(
            TfLite tfLite, ModelStore store, List<EnsemblePackage> ensembles, BenchSettings settings) {
        double bytes = 0;
        for (EnsemblePackage ensemble : ensembles) {
            try (VerdictLoop verdicts = VerdictLoop.open(tfLite, store, ensemble, 1, System::nanoTime)) {
                OptionalDouble counted = AllocationMeter.bytesPerPass(verdicts);
                if (counted.isEmpty()) {
                    settings.remarks().accept(id() + ".bytes: this virtual machine does not count what it allocates");
                    return Optional.empty();
                }
                bytes += counted.getAsDouble();
            }
        }
        return Optional.of(new Figure(id() + ".bytes", bytes, "bytes", OptionalDouble.empty()));
    }

    /** A variant whose first members can decide, over the same members all asked; empty where none is shipped. */
    private Optional<Figure> spared(
            String what,
            String variant,
            TfLite tfLite,
            ModelStore store,
            List<EnsemblePackage> ensembles,
            BenchSettings settings) {
        double value = 0;
        double floor = 0;
        ThreadClock clock = new ThreadClock();
        for (EnsemblePackage ensemble : ensembles) {
            Optional<Path> folder = store.ensembleFolder(ensemble.name() + "-" + variant);
            if (folder.isEmpty()) {
                continue;
            }
            EnsemblePackage shipped = EnsemblePackage.read(folder.get());
            try (VerdictLoop sparing = VerdictLoop.open(tfLite, store, shipped, 1, clock::nanos);
                    VerdictLoop asking = VerdictLoop.open(tfLite, store, allAsked(shipped), 1, clock::nanos)) {
                Turns turns = Turns.of(sparing, asking, settings.rounds());
                value += turns.valueNanos();
                floor += turns.floorNanos();
            }
        }
        return floor == 0 ? Optional.empty() : Optional.of(figure("." + what, value, floor));
    }

    private static EnsemblePackage allAsked(EnsemblePackage ensemble) {
        return new EnsemblePackage(
                ensemble.folder(),
                ensemble.name(),
                ensemble.version(),
                ensemble.description(),
                ensemble.labels(),
                new Combination.Mean(),
                ensemble.members(),
                ensemble.smoothing(),
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Figure figure(String suffix, double valueNanos, double floorNanos) {
        return new Figure(
                id() + suffix,
                valueNanos / NANOS_PER_MICROSECOND,
                MICROSECONDS,
                OptionalDouble.of(floorNanos / NANOS_PER_MICROSECOND));
    }
}
