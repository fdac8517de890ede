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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a fit is worth on each person in turn: the ensemble is fitted on the others' out-of-fold outputs, and measured on
 * that person as {@code eval} measures, with members that have not seen them. The figures are the means over people.
 */
public final class LeaveOneOut {
    private final FitSpec spec;
    private final FoldModels models;
    private final FitProgress progress;

    /**
     * @param spec how the measured ensemble was fitted
     * @param models the members, those of the folds and those that are shipped
     */
    public LeaveOneOut(FitSpec spec, FoldModels models, FitProgress progress) {
        this.spec = spec;
        this.models = models;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param parts the recordings, with the pipelines that the task measures
     * @throws EvaluationException as {@link EnsembleFit#run} and {@link Evaluation#run}
     */
    public EvaluationReport run(List<EvaluationPart> parts) throws InterruptedException {
        EvaluationTask task = EvaluationTask.of(spec.task());
        EnsembleFit fit = new EnsembleFit(spec, models, progress);
        OutOfFoldCollector.Collected collected = fit.collect(parts);
        OutOfFoldTable table = collected.table();
        if (table.subjects().size() < 2) {
            throw new EvaluationException(
                    "one-subject",
                    "all recordings are of '%s', so nobody could be left out"
                            .formatted(String.join("", table.subjects())));
        }
        EnsembleFitter fitter = fit.fitter(Path.of(spec.name()));
        Map<String, EvaluationReport> reports = new LinkedHashMap<>();
        for (String subject : table.subjects()) {
            EnsemblePackage ensemble = fitter.fit(table.without(Set.of(subject)));
            List<EvaluationPart> theirs = parts.stream()
                    .map(part -> new EvaluationPart(part.pipeline(), new OneSubject(part.source(), subject)))
                    .toList();
            reports.put(
                    subject,
                    new Evaluation(
                                    task,
                                    theirs,
                                    models.library(
                                            models.folder(subject),
                                            Set.copyOf(spec.members()),
                                            Map.of(collected.place(), named(ensemble, collected.place()))))
                            .run());
            progress.done("people", reports.size(), table.subjects().size());
        }
        return mean(task, reports, collected.notes());
    }

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
        Map<String, Metrics> members = new LinkedHashMap<>();
        for (String member : all.getFirst().members().keySet()) {
            if (all.stream().allMatch(report -> report.members().containsKey(member))) {
                members.put(member, mean(all, report -> report.members().get(member)));
            }
        }
        return new EvaluationReport(
                task,
                n,
                List.copyOf(reports.keySet()),
                mean(all, EvaluationReport::metrics),
                members,
                perSubject,
                notes);
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
