package dev.spotter.evaluation.bench;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.model.ModelStore;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.lang.foreign.SymbolLookup;
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
    private static final String OVER_C = ".over-c";

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
        Parts parts = new Parts(tfLite, store, ensembles, settings);
        List<Figure> figures = new ArrayList<>(overRaw(parts));
        figures.add(lanes(parts));
        bytes(parts).ifPresent(figures::add);
        spared("early-exit", "boosting", parts).ifPresent(figures::add);
        spared("cascade", "cascade", parts).ifPresent(figures::add);
        return figures;
    }

    /** What all figures are measured on. */
    private record Parts(TfLite tfLite, ModelStore store, List<EnsemblePackage> ensembles, BenchSettings settings) {
        OpenMembers open(EnsemblePackage ensemble) {
            return OpenMembers.open(tfLite, store, ensemble);
        }
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

    /** Over the bare inferences as our binding runs them, and over those of a loop in C that copies nothing. */
    private List<Figure> overRaw(Parts parts) {
        Optional<SymbolLookup> c = CFloor.build(parts.settings(), id() + OVER_C);
        double[] sums = new double[c.isPresent() ? 3 : 2];
        ProcessorClock clock = ProcessorClock.ofThread();
        for (EnsemblePackage ensemble : parts.ensembles()) {
            try (OpenMembers open = parts.open(ensemble);
                    VerdictLoop verdicts = VerdictLoop.of(open, ensemble, 1, clock::nanos);
                    CInPlaceLoop inPlace = c.map(floor -> CInPlaceLoop.open(floor, parts.tfLite(), open.interpreters()))
                            .orElse(null)) {
                RawLoop raw = new RawLoop(open.interpreters(), verdicts);
                add(
                        sums,
                        inPlace == null
                                ? Turns.medianNanos(parts.settings().rounds(), verdicts, raw)
                                : Turns.medianNanos(parts.settings().rounds(), verdicts, raw, inPlace));
            }
        }
        return c.isPresent()
                ? List.of(figure("", sums[0], sums[1]), figure(OVER_C, sums[0], sums[2]))
                : List.of(figure("", sums[0], sums[1]));
    }

    private Figure lanes(Parts parts) {
        double[] sums = new double[2];
        for (EnsemblePackage ensemble : parts.ensembles()) {
            try (OpenMembers open = parts.open(ensemble);
                    VerdictLoop lanes = VerdictLoop.of(open, ensemble, LANES, System::nanoTime);
                    VerdictLoop sequence = VerdictLoop.of(open, ensemble, 1, System::nanoTime)) {
                add(sums, Turns.medianNanos(parts.settings().rounds(), lanes, sequence));
            }
        }
        return figure(".lanes", sums[0], sums[1]);
    }

    private Optional<Figure> bytes(Parts parts) {
        double bytes = 0;
        for (EnsemblePackage ensemble : parts.ensembles()) {
            try (OpenMembers open = parts.open(ensemble);
                    VerdictLoop verdicts = VerdictLoop.of(open, ensemble, 1, System::nanoTime)) {
                OptionalDouble counted = AllocationMeter.bytesPerPass(verdicts);
                if (counted.isEmpty()) {
                    parts.settings()
                            .remarks()
                            .accept(id() + ".bytes: this virtual machine does not count what it allocates");
                    return Optional.empty();
                }
                bytes += counted.getAsDouble();
            }
        }
        return Optional.of(new Figure(id() + ".bytes", bytes, "bytes", OptionalDouble.empty()));
    }

    /** A variant whose first members can decide, over the same members all asked; empty where none is shipped. */
    private Optional<Figure> spared(String what, String variant, Parts parts) {
        double[] sums = new double[2];
        ProcessorClock clock = ProcessorClock.ofThread();
        for (EnsemblePackage ensemble : parts.ensembles()) {
            Optional<Path> folder = parts.store().ensembleFolder(ensemble.name() + "-" + variant);
            if (folder.isEmpty()) {
                continue;
            }
            EnsemblePackage shipped = EnsemblePackage.read(folder.get());
            try (OpenMembers open = parts.open(shipped);
                    VerdictLoop sparing = VerdictLoop.of(open, shipped, 1, clock::nanos);
                    VerdictLoop asking = VerdictLoop.of(open, allAsked(shipped), 1, clock::nanos)) {
                add(sums, Turns.medianNanos(parts.settings().rounds(), sparing, asking));
            }
        }
        return sums[1] == 0 ? Optional.empty() : Optional.of(figure("." + what, sums[0], sums[1]));
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
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
