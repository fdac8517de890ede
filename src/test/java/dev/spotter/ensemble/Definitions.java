package dev.spotter.ensemble;

import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Descriptions of ensembles as tests need them. */
final class Definitions {
    static final List<String> LABELS = List.of("bench", "squat", "rest");

    private Definitions() {}

    static EnsemblePackage of(Combination combination, String... members) {
        return of(combination, Calibration.NONE, List.of(), members);
    }

    static EnsemblePackage of(
            Combination combination, Calibration calibration, List<Degraded> degraded, String... members) {
        return new EnsemblePackage(
                Path.of("exercise"),
                "exercise",
                "1.0.0",
                "",
                LABELS,
                combination,
                Arrays.stream(members)
                        .map(member -> new MemberName(member, Optional.empty()))
                        .toList(),
                Duration.ZERO,
                calibration,
                degraded,
                Optional.empty(),
                Optional.empty());
    }

    static List<List<String>> labelsOf(EnsemblePackage definition) {
        return definition.members().stream().map(_ -> LABELS).toList();
    }
}
