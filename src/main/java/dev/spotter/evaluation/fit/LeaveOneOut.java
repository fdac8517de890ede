package dev.spotter.evaluation.fit;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Recording;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.evaluation.Evaluation;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationReport;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.evaluation.Metrics;
import dev.spotter.observation.TimeBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a fit is worth on each person in turn: the ensemble is fitted on the others' out-of-fold outputs, and measured on
 * that person as {@code eval} measures, with members that have not seen them. The figures are the means over people.
 */
public final class LeaveOneOut {
    private final List<FitSpec> specs;
    private final FoldModels models;
    private final FitProgress progress;

    /**
     * @param specs how the measured ensembles were fitted, and their variants
     * @param models the members, those of the folds and those that are shipped
     */
    public LeaveOneOut(List<FitSpec> specs, FoldModels models, FitProgress progress) {
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("a fit that leaves one out needs a spec at least");
        }
        this.specs = List.copyOf(specs);
        this.models = models;
        this.progress = progress;
    }

    /** What one spec is fitted on. */
    private record Fitting(FitSpec spec, EnsembleFitter fitter, OutOfFoldTable table) {}

    /**
     * Measures.
     *
     * @param parts the recordings, with the pipelines that the task measures
     * @throws EvaluationException as {@link EnsembleFit#run} and {@link Evaluation#run}
     */
    public EvaluationReport run(List<EvaluationPart> parts) throws InterruptedException {
        EvaluationTask task = EvaluationTask.of(specs.getFirst().task());
        List<String> notes = new ArrayList<>();
        List<Fitting> fittings = fittings(task, parts, notes);
        Set<String> subjects = new TreeSet<>();
        fittings.forEach(fitting -> subjects.addAll(fitting.table().subjects()));
        Set<String> members = new TreeSet<>();
        specs.forEach(spec -> members.addAll(spec.members()));
        Map<String, EvaluationReport> reports = new LinkedHashMap<>();
        for (String subject : subjects) {
            Map<String, EnsemblePackage> refitted = new LinkedHashMap<>();
            for (Fitting fitting : fittings) {
                String name = fitting.spec().name();
                refitted.put(name, named(fitting.fitter().fit(fitting.table().without(Set.of(subject))), name));
            }
            List<EvaluationPart> theirs = parts.stream()
                    .map(part -> new EvaluationPart(part.pipeline(), new OneSubject(part.source(), subject)))
                    .toList();
            reports.put(
                    subject,
                    new Evaluation(task, theirs, models.library(models.folder(subject), members, refitted)).run());
            progress.done("people", reports.size(), subjects.size());
        }
        return mean(task, reports, notes);
    }

    /** The members of all specs that stand in one place are heard in one run. */
    private List<Fitting> fittings(EvaluationTask task, List<EvaluationPart> parts, List<String> notes)
            throws InterruptedException {
        Map<String, List<FitSpec>> places = new LinkedHashMap<>();
        for (FitSpec spec : specs) {
            String place = new OutOfFoldCollector(spec, task, parts, models, progress).place();
            places.computeIfAbsent(place, _ -> new ArrayList<>()).add(spec);
        }
        List<Fitting> fittings = new ArrayList<>();
        for (Map.Entry<String, List<FitSpec>> place : places.entrySet()) {
            Set<String> pool = new LinkedHashSet<>();
            place.getValue().forEach(spec -> pool.addAll(spec.members()));
            boolean together = pool.size() <= EnsemblePackage.MOST_MEMBERS;
            OutOfFoldTable heard =
                    together ? collect(place.getValue().getFirst().withMembers(List.copyOf(pool)), parts, notes) : null;
            for (FitSpec spec : place.getValue()) {
                OutOfFoldTable table = together ? heard.ofMembers(spec.members()) : collect(spec, parts, notes);
                fittings.add(
                        new Fitting(spec, new EnsembleFit(spec, models, progress).fitter(Path.of(spec.name())), table));
            }
        }
        return fittings;
    }

    private OutOfFoldTable collect(FitSpec spec, List<EvaluationPart> parts, List<String> notes)
            throws InterruptedException {
        OutOfFoldCollector.Collected collected = new EnsembleFit(spec, models, progress).collect(parts);
        collected.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        if (collected.table().subjects().size() < 2) {
            throw new EvaluationException(
                    "one-subject",
                    "all recordings are of '%s', so nobody could be left out"
                            .formatted(String.join("", collected.table().subjects())));
        }
        return collected.table();
    }

    /** A fold's packages are other trainings of the members, whatever their versions say. */
    private static EnsemblePackage named(EnsemblePackage ensemble, String place) {
        return new EnsemblePackage(
                ensemble.folder(),
                place,
                ensemble.version(),
                ensemble.description(),
                ensemble.labels(),
                ensemble.combination(),
                ensemble.members().stream()
                        .map(member ->
                                new EnsemblePackage.MemberName(member.model(), Optional.empty(), member.calibration()))
                        .toList(),
                ensemble.smoothing(),
                ensemble.calibration(),
                ensemble.degraded(),
                ensemble.bestMember(),
                ensemble.operatingPoint());
    }

    private static EvaluationReport mean(
            EvaluationTask task, Map<String, EvaluationReport> reports, List<String> before) {
        List<String> notes = new ArrayList<>(before);
        Map<String, Metrics> perSubject = new LinkedHashMap<>();
        long n = 0;
        for (Map.Entry<String, EvaluationReport> person : reports.entrySet()) {
            EvaluationReport report = person.getValue();
            n += report.n();
            perSubject.put(person.getKey(), report.metrics());
            report.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        }
        List<EvaluationReport> all = List.copyOf(reports.values());
        return new EvaluationReport(
                task,
                n,
                List.copyOf(reports.keySet()),
                mean(all, EvaluationReport::metrics),
                means(all, EvaluationReport::members),
                means(all, EvaluationReport::variants),
                perSubject,
                notes);
    }

    /** Of each row that every person has the mean. */
    private static Map<String, Metrics> means(
            List<EvaluationReport> reports, Function<EvaluationReport, Map<String, Metrics>> of) {
        Map<String, Metrics> means = new LinkedHashMap<>();
        for (String name : of.apply(reports.getFirst()).keySet()) {
            if (reports.stream().allMatch(report -> of.apply(report).containsKey(name))) {
                means.put(name, mean(reports, report -> of.apply(report).get(name)));
            }
        }
        return means;
    }

    /** Of each metric the mean over those people for whom it has a case. */
    private static Metrics mean(List<EvaluationReport> reports, Function<EvaluationReport, Metrics> of) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : of.apply(reports.getFirst()).values().keySet()) {
            values.put(
                    name,
                    reports.stream()
                            .mapToDouble(report -> of.apply(report).values().getOrDefault(name, Double.NaN))
                            .filter(Double::isFinite)
                            .average()
                            .orElse(Double.NaN));
        }
        return new Metrics(values);
    }

    /** The recordings of one person. */
    private record OneSubject(ImuSource source, String subject) implements ImuSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public List<String> channels() {
            return source.channels();
        }

        @Override
        public boolean paced() {
            return source.paced();
        }

        @Override
        public TimeBase timeBase() {
            return source.timeBase();
        }

        @Override
        public Map<String, String> problems() {
            return Map.of();
        }

        @Override
        public void run(ImuListener listener) throws InterruptedException {
            source.run(new ImuListener() {
                private boolean theirs;

                @Override
                public void recording(Recording recording) {
                    theirs = recording.subject().equals(subject);
                    if (theirs) {
                        listener.recording(recording);
                    }
                }

                @Override
                public void sample(long timeNanos, float[] values) {
                    if (theirs) {
                        listener.sample(timeNanos, values);
                    }
                }

                @Override
                public void gap(long fromNanos, long toNanos) {
                    listener.gap(fromNanos, toNanos);
                }

                @Override
                public void end() {
                    listener.end();
                }
            });
        }
    }
}
