package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.EnsembleYaml;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.model.ModelStore;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fits an ensemble from labelled recordings: collects what the members say of people that they have not seen, fits, and
 * measures the whole way on each person by what the others gave.
 */
public final class EnsembleFit {
    private final FitSpec spec;
    private final EvaluationTask task;
    private final FoldModels models;
    private final FitProgress progress;

    /**
     * @param spec what is to be fitted
     * @param models the members, those of the folds and those that are shipped
     * @param progress told how far it has come
     */
    public EnsembleFit(FitSpec spec, FoldModels models, FitProgress progress) {
        this.spec = spec;
        task = EvaluationTask.of(spec.task());
        this.models = models;
        this.progress = progress;
    }

    /**
     * What a fit gave.
     *
     * @param ensemble fitted on everybody
     * @param accuracy of the whole on people that it was not fitted on
     * @param bestMemberAccuracy of its best member, alike
     * @param notes for people: what was left out, what was wrong
     */
    public record Result(EnsemblePackage ensemble, double accuracy, double bestMemberAccuracy, List<String> notes) {}

    /**
     * Fits, measures, and writes {@code ensemble.yaml}, {@code MODEL_CARD.md}, {@code figures.json} and the pictures.
     *
     * @param parts the recordings, with the pipelines that the task measures
     * @param folder of the ensemble; its name is the ensemble's
     * @throws EvaluationException with a code and a sentence, if it cannot be fitted; then nothing is written
     */
    public Result run(List<EvaluationPart> parts, Path folder) throws InterruptedException {
        FittedEnsemble fitted = fit(parts, folder);
        write(fitted, folder);
        String best = fitted.ensemble().bestMember().orElseThrow();
        return new Result(
                fitted.ensemble(),
                fitted.whole().accuracy(),
                fitted.members().get(best).accuracy(),
                fitted.notes());
    }

    FittedEnsemble fit(List<EvaluationPart> parts, Path folder) throws InterruptedException {
        OutOfFoldCollector.Collected collected = collect(parts);
        OutOfFoldTable table = collected.table();
        if (table.subjects().size() < 2) {
            throw new EvaluationException(
                    "one-subject",
                    "all recordings are of '%s'; what is fitted on one person cannot be measured on another, so there have to be two"
                            .formatted(String.join("", table.subjects())));
        }
        List<String> notes = new ArrayList<>(collected.notes());
        int[] units = table.unitsOfLabels();
        for (int label = 0; label < units.length; label++) {
            if (units[label] == 0) {
                notes.add("'%s' does not occur in the recordings"
                        .formatted(table.labels().get(label)));
            }
        }
        EnsembleFitter fitter = fitter(folder);
        int people = table.subjects().size();
        NestedMeasure nested = NestedMeasure.of(fitter, table, done -> progress.done("people", done, people));
        EnsemblePackage ensemble = fitter.fit(table);
        String best = ensemble.bestMember().orElseThrow();
        return new FittedEnsemble(
                spec,
                ensemble,
                table,
                nested,
                collected.costs(),
                ensemble.memberNames().stream().map(models::shippedPackage).toList(),
                GainInterval.of(nested.whole(), nested.smoothed().get(best), spec.seed()),
                List.copyOf(notes));
    }

    OutOfFoldCollector.Collected collect(List<EvaluationPart> parts) throws InterruptedException {
        return new OutOfFoldCollector(spec, task, parts, models, progress).collect();
    }

    EnsembleFitter fitter(Path folder) {
        Map<String, String> versions = spec.members().stream()
                .collect(Collectors.toMap(member -> member, member -> models.shippedPackage(member)
                        .version()));
        return new EnsembleFitter(spec, folder, versions);
    }

    /** All files beside the old ones first, then each in the place of its own; the description last. */
    private static void write(FittedEnsemble fitted, Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>(List.of(fitted.ensemble().name()));
        rows.addAll(fitted.ensemble().memberNames());
        files.put("pictures/subjects.svg", subjects(fitted, rows));
        files.put("pictures/classes.svg", classes(fitted, rows));
        files.put(
                "pictures/reliability.svg",
                Chart.reliability(fitted.ensemble().name() + ", unseen people", fitted.raw(), fitted.whole()));
        files.put("figures.json", FitFigures.json(fitted));
        files.put("MODEL_CARD.md", FitCard.of(fitted));
        files.put(ModelStore.ENSEMBLE_DESCRIPTION, EnsembleYaml.text(fitted.ensemble()));
        try {
            Files.createDirectories(folder.resolve("pictures"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(beside(folder, file.getKey()), file.getValue());
            }
            for (String file : files.keySet()) {
                replace(beside(folder, file), folder.resolve(file));
            }
        } catch (IOException e) {
            files.keySet().forEach(file -> deleteQuietly(beside(folder, file)));
            throw new EvaluationException(
                    "ensemble-not-written", "%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** What told of the failure is thrown already; a file that stays behind does no harm. */
    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // as said
        }
    }

    private static Path beside(Path folder, String file) {
        return folder.resolve(file + ".new");
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String subjects(FittedEnsemble fitted, List<String> rows) {
        List<String> people = List.copyOf(fitted.perSubject().keySet());
        double[][] values = new double[rows.size()][people.size()];
        for (int person = 0; person < people.size(); person++) {
            List<Figures> row = fitted.perSubject().get(people.get(person));
            for (int i = 0; i < rows.size(); i++) {
                values[i][person] = row.get(i).accuracy();
            }
        }
        return Chart.bars("accuracy, by unseen person", people, rows, values);
    }

    private static String classes(FittedEnsemble fitted, List<String> rows) {
        List<String> labels = fitted.ensemble().labels();
        double[][] values = new double[rows.size()][labels.size()];
        List<Figures> all = new ArrayList<>(List.of(fitted.whole()));
        all.addAll(fitted.members().values());
        for (int row = 0; row < values.length; row++) {
            for (int label = 0; label < labels.size(); label++) {
                values[row][label] = all.get(row).classes()[label].f1();
            }
        }
        return Chart.bars("F1, by class, unseen people", labels, rows, values);
    }
}
