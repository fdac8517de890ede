package dev.spotter.evaluation;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.pipeline.ModelLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A library for ensembles that are measured beside one another on the same samples: each model is opened once and runs
 * once an instant, however many ensembles ask it; and each ensemble is there as its best member alone, too
 * ({@code NAME-single}: that member, calibrated as in the ensemble and smoothed as the ensemble is).
 */
final class VariantLibrary implements ModelLibrary, AutoCloseable {
    private record Wanted(String model, Optional<String> version, Optional<String> accelerator) {}

    private static final String SINGLE = "-" + Variants.SINGLE;

    private final ModelLibrary library;
    private final Map<Wanted, SharedModel> models = new HashMap<>();

    VariantLibrary(ModelLibrary library) {
        this.library = library;
    }

    /** There is another sample: what the models said is of no use any more. */
    void sample() {
        models.values().forEach(SharedModel::sample);
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        return models.computeIfAbsent(
                        new Wanted(model, version, accelerator),
                        wanted -> new SharedModel(library.open(wanted.model, wanted.version, wanted.accelerator)))
                .share();
    }

    @Override
    public EnsemblePackage ensemble(String name) {
        return name.endsWith(SINGLE) && !library.offers(name)
                ? single(name, library.ensemble(name.substring(0, name.length() - SINGLE.length())))
                : library.ensemble(name);
    }

    private static EnsemblePackage single(String name, EnsemblePackage whole) {
        String best = whole.bestMember().orElseThrow();
        List<EnsemblePackage.MemberName> alone = whole.members().stream()
                .filter(member -> member.model().equals(best))
                .toList();
        return new EnsemblePackage(
                whole.folder(),
                name,
                whole.version(),
                "The best member of " + whole.name() + " alone.",
                whole.labels(),
                new Combination.Mean(),
                alone,
                whole.smoothing(),
                Calibration.NONE,
                List.of(),
                whole.bestMember(),
                whole.operatingPoint());
    }

    @Override
    public void close() {
        models.values().forEach(SharedModel::close);
    }
}
