package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import dev.spotter.evaluation.EvaluationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fits an ensemble on a table of out-of-fold outputs: the members' calibrations, what the combination learns, the
 * calibration of the whole and of what is left of it where members are missing, the best member, and the operating point.
 *
 * <p>What is fitted later rests on verdicts of what was fitted before without the person whose verdict it is: the
 * calibration of the whole is not learnt from a meta-model's verdicts on its own teachers.
 */
final class EnsembleFitter {
    /** Up to here each set of missing members gets a calibration of its own. */
    private static final int MOST_FOR_ALL_SETS = 5;

    private final FitSpec spec;
    private final Path folder;
    private final Map<String, String> versions;

    /**
     * @param folder of the ensemble
     * @param versions of the members, by name
     */
    EnsembleFitter(FitSpec spec, Path folder, Map<String, String> versions) {
        this.spec = spec;
        this.folder = folder;
        this.versions = Map.copyOf(versions);
    }

    /** What is chosen once, before the numbers are learnt. */
    private record Structure(List<String> members, double strength, double confidence) {}

    /**
     * Fits.
     *
     * @throws EvaluationException {@code nothing-to-fit}, {@code class-absent}
     */
    EnsemblePackage fit(OutOfFoldTable table) {
        return fit(table, MOST_FOR_ALL_SETS);
    }

    /** The same, with calibrations only for where one member is missing: all that is measured of a fit without somebody. */
    EnsemblePackage fitToMeasure(OutOfFoldTable table) {
        return fit(table, 0);
    }

    private EnsemblePackage fit(OutOfFoldTable table, int mostForAllSets) {
        requireTeachers(table);
        Map<String, Calibration> calibrations = calibrations(table);
        Structure structure = structure(table.calibrated(calibrations));
        OutOfFoldTable chosen = table.ofMembers(structure.members());
        EnsemblePackage raw = learnt(structure, chosen);
        List<Part> parts = parts(structure, chosen, raw);
        Calibration whole = Calibrator.fit(judge(chosen, parts, Set.of()));
        EnsemblePackage fitted =
                with(raw, whole, degraded(chosen, parts, mostForAllSets), bestMember(raw, chosen), Optional.empty());
        return spec.operatingPoint()
                .map(aim -> with(
                        fitted,
                        fitted.calibration(),
                        fitted.degraded(),
                        fitted.bestMember(),
                        Optional.of(OperatingPointFit.fit(
                                aim,
                                chosen,
                                verdicts(
                                        chosen,
                                        parts.stream()
                                                .map(part -> new Part(part.who, calibrated(part.ensemble, whole)))
                                                .toList(),
                                        Set.of())))))
                .orElse(fitted);
    }

    private void requireTeachers(OutOfFoldTable table) {
        int[] units = table.unitsOfLabels();
        if (Arrays.stream(units).sum() == 0) {
            throw new EvaluationException(
                    "nothing-to-fit",
                    "there is no instant at which every member of %s said something and the truth is known"
                            .formatted(spec.members()));
        }
        if (units.length == 2 && (units[0] == 0 || units[1] == 0)) {
            throw new EvaluationException(
                    "class-absent",
                    "'%s' never occurs in the recordings of %s, so nothing can tell it from '%s'"
                            .formatted(
                                    table.labels().get(units[0] == 0 ? 0 : 1),
                                    String.join(", ", table.subjects()),
                                    table.labels().get(units[0] == 0 ? 1 : 0)));
        }
    }

    private Map<String, Calibration> calibrations(OutOfFoldTable table) {
        Map<String, Calibration> calibrations = new HashMap<>();
        for (int member = 0; member < table.members().size(); member++) {
            calibrations.put(
                    table.members().get(member),
                    spec.calibrateMembers() ? Calibrator.fit(table.judge(member)) : Calibration.NONE);
        }
        return calibrations;
    }

    /** Chooses members and hyperparameters; {@code table} is calibrated. */
    private Structure structure(OutOfFoldTable table) {
        return switch (spec.way()) {
            case FitSpec.Way.Mean _, FitSpec.Way.Vote _ -> new Structure(table.members(), 0, 0);
            case FitSpec.Way.Boosting boosting ->
                new Structure(BoostingFit.sequence(table, boosting.mostMembers()), 0, 0);
            case FitSpec.Way.Stacking stacking ->
                new Structure(table.members(), StackingFit.strength(table, stacking.strengths()), 0);
            case FitSpec.Way.Cascade cascade ->
                new Structure(
                        table.members(),
                        0,
                        CascadeFit.confidence(
                                limit -> Figures.of(judge(table, plain(table, new Combination.Cascade(limit))))
                                        .accuracy(),
                                table.labels().size(),
                                cascade.mostLoss()));
        };
    }

    /** Learns the numbers of a structure from a table that is not calibrated; the whole is not calibrated yet. */
    private EnsemblePackage learnt(Structure structure, OutOfFoldTable table) {
        Map<String, Calibration> calibrations = calibrations(table);
        OutOfFoldTable calibrated = table.calibrated(calibrations);
        Combination combination =
                switch (spec.way()) {
                    case FitSpec.Way.Mean _ -> new Combination.Mean();
                    case FitSpec.Way.Vote _ -> new Combination.Vote();
                    case FitSpec.Way.Boosting _ -> BoostingFit.fit(calibrated);
                    case FitSpec.Way.Stacking _ -> StackingFit.fit(calibrated, structure.strength());
                    case FitSpec.Way.Cascade _ -> new Combination.Cascade(structure.confidence());
                };
        return ensemble(table, combination, calibrations);
    }

    private EnsemblePackage plain(OutOfFoldTable table, Combination combination) {
        return ensemble(table, combination, Map.of());
    }

    private EnsemblePackage ensemble(
            OutOfFoldTable table, Combination combination, Map<String, Calibration> calibrations) {
        return new EnsemblePackage(
                folder,
                spec.name(),
                spec.version(),
                spec.description(),
                table.labels(),
                combination,
                table.members().stream()
                        .map(member -> new MemberName(
                                member,
                                Optional.ofNullable(versions.get(member)),
                                calibrations.getOrDefault(member, Calibration.NONE)))
                        .toList(),
                spec.smoothing(),
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Some people, and an ensemble that was learnt without them. */
    private record Part(Set<String> who, EnsemblePackage ensemble) {}

    private List<Part> parts(Structure structure, OutOfFoldTable table, EnsemblePackage whole) {
        List<Set<String>> groups = People.groups(table.subjects());
        return groups.isEmpty()
                ? List.of(new Part(Set.copyOf(table.subjects()), whole))
                : groups.stream()
                        .map(group -> new Part(group, learnt(structure, table.without(group))))
                        .toList();
    }

    /** For each recording of the table, the verdicts of the ensemble that was learnt without its subject. */
    private static List<float[][]> verdicts(OutOfFoldTable table, List<Part> parts, Set<String> leftOut) {
        Map<RecordingOutputs, float[][]> verdicts = new IdentityHashMap<>();
        for (Part part : parts) {
            OutOfFoldTable theirs = table.of(part.who);
            List<float[][]> said = EnsembleReplay.verdicts(part.ensemble, theirs, leftOut);
            for (int i = 0; i < said.size(); i++) {
                verdicts.put(theirs.recordings().get(i), said.get(i));
            }
        }
        return table.recordings().stream().map(verdicts::get).toList();
    }

    private static Judged judge(OutOfFoldTable table, List<Part> parts, Set<String> leftOut) {
        return table.judge(verdicts(table, parts, leftOut));
    }

    private static Judged judge(OutOfFoldTable table, EnsemblePackage ensemble) {
        return table.judge(EnsembleReplay.verdicts(ensemble, table));
    }

    /** All sets of missing members of a small ensemble; of a larger one each member alone. */
    private List<Degraded> degraded(OutOfFoldTable table, List<Part> parts, int mostForAllSets) {
        List<String> members = table.members();
        List<Degraded> degraded = new ArrayList<>();
        for (int missing = 1; missing < (1 << members.size()) - 1; missing++) {
            if (members.size() > mostForAllSets && Integer.bitCount(missing) > 1) {
                continue;
            }
            List<String> without = new ArrayList<>();
            for (int member = 0; member < members.size(); member++) {
                if ((missing & 1 << member) != 0) {
                    without.add(members.get(member));
                }
            }
            degraded.add(new Degraded(without, Calibrator.fit(judge(table, parts, Set.copyOf(without)))));
        }
        return List.copyOf(degraded);
    }

    /** The member that is right most often alone, smoothed as the whole is; of equals the less surprised one. */
    private static Optional<String> bestMember(EnsemblePackage ensemble, OutOfFoldTable table) {
        String best = null;
        Figures most = null;
        for (String member : table.members()) {
            Figures figures = Figures.of(table.judge(alone(ensemble, table, member)));
            if (most == null
                    || figures.accuracy() > most.accuracy()
                    || figures.accuracy() == most.accuracy() && figures.loss() < most.loss()) {
                most = figures;
                best = member;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What one member says alone, calibrated and smoothed as in the ensemble. */
    static List<float[][]> alone(EnsemblePackage ensemble, OutOfFoldTable table, String member) {
        EnsemblePackage mean = new EnsemblePackage(
                ensemble.folder(),
                ensemble.name(),
                ensemble.version(),
                "",
                ensemble.labels(),
                new Combination.Mean(),
                ensemble.members(),
                ensemble.smoothing(),
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
        Set<String> others = new HashSet<>(ensemble.memberNames());
        others.remove(member);
        return EnsembleReplay.verdicts(mean, table, others);
    }

    /** The ensemble with another calibration, and none of its own where members are missing. */
    static EnsemblePackage calibrated(EnsemblePackage ensemble, Calibration calibration) {
        return with(ensemble, calibration, List.of(), ensemble.bestMember(), ensemble.operatingPoint());
    }

    private static EnsemblePackage with(
            EnsemblePackage ensemble,
            Calibration calibration,
            List<Degraded> degraded,
            Optional<String> bestMember,
            Optional<EnsemblePackage.OperatingPoint> operatingPoint) {
        return new EnsemblePackage(
                ensemble.folder(),
                ensemble.name(),
                ensemble.version(),
                ensemble.description(),
                ensemble.labels(),
                ensemble.combination(),
                ensemble.members(),
                ensemble.smoothing(),
                calibration,
                degraded,
                bestMember,
                operatingPoint);
    }
}
