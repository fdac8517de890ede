package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.TrainingNote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The card of an ensemble as Markdown: what it is, what it is worth beside its members, on what it rests. */
final class FitCard {
    private static final int SIGNIFICANT_PEOPLE = 5;

    private final FittedEnsemble fitted;
    private final EnsemblePackage ensemble;
    private final StringBuilder card = new StringBuilder();

    private FitCard(FittedEnsemble fitted) {
        this.fitted = fitted;
        ensemble = fitted.ensemble();
    }

    static String of(FittedEnsemble fitted) {
        FitCard card = new FitCard(fitted);
        card.head();
        card.figures();
        card.pictures();
        card.people();
        card.classes();
        card.errors();
        card.data();
        card.limits();
        return card.card.toString();
    }

    private void head() {
        line("# " + ensemble.name());
        line("");
        line((ensemble.description().isEmpty() ? "" : ensemble.description() + ": ") + what() + ".");
        line("");
        notices().forEach(notice -> {
            line("**" + notice + "**");
            line("");
        });
        fitted.spec().notes().forEach(note -> {
            line(note);
            line("");
        });
        line("Made by `spotter ensemble fit` from `fit.yaml` beside this card, seed %d."
                .formatted(fitted.spec().seed()));
        line("");
    }

    private String what() {
        int members = ensemble.members().size();
        String combined =
                switch (ensemble.combination()) {
                    case Combination.Mean _ ->
                        "the mean of the calibrated probabilities of %d models".formatted(members);
                    case Combination.Vote _ -> "the share of votes of %d models".formatted(members);
                    case Combination.Boosting _ ->
                        "weighted votes of %d models in sequence (SAMME), the rest spared once it cannot change the verdict"
                                .formatted(members);
                    case Combination.Stacking _ ->
                        "a logistic regression over the log probabilities of %d models".formatted(members);
                    case Combination.StackingModel model ->
                        "the model %s over the log probabilities of %d models".formatted(model.model(), members);
                    case Combination.Cascade cascade ->
                        "%s alone where it is at least %.4f sure, else the mean of %d models"
                                .formatted(ensemble.memberNames().getFirst(), cascade.confidence(), members);
                };
        String smoothed = ensemble.smoothing().isZero()
                ? ""
                : ", averaged over the verdicts of the last %s s"
                        .formatted(ensemble.smoothing().toMillis() / 1000.0);
        return combined + smoothed + calibrated();
    }

    private String calibrated() {
        return switch (ensemble.calibration()) {
            case Calibration.Temperature temperature ->
                temperature.temperature() == 1
                        ? ""
                        : String.format(Locale.ROOT, ", then calibrated (temperature %.3f)", temperature.temperature());
            case Calibration.Platt platt ->
                String.format(
                        Locale.ROOT,
                        ", then calibrated (Platt, slope %.3f, offset %.3f)",
                        platt.slope(),
                        platt.offset());
        };
    }

    private void figures() {
        Figures whole = fitted.whole();
        line("## Figures");
        line("");
        line(
                "People that neither the members nor what is fitted here have seen: each person's verdicts come from members that were trained"
                        + " without them, and all that is fitted (choice, weights, calibrations, limits) is fitted anew on the other people."
                        + " %d verdicts of %d people, each person weighing the same; members are calibrated and smoothed as the whole."
                                .formatted(
                                        whole.verdicts(),
                                        fitted.table().subjects().size()));
        line("");
        line("| | accuracy | macro F1 | recordings right | ECE | log loss | ms a run |");
        line("|---|---|---|---|---|---|---|");
        row("**" + ensemble.name() + "**", whole, fitted.millis());
        fitted.members().forEach((member, figures) -> row(member, figures, cost(member)));
        fitted.without().forEach((member, figures) -> row("without " + member, figures, Double.NaN));
        line("");
        GainInterval gain = fitted.gain();
        line(String.format(
                Locale.ROOT,
                "Over its best member alone (%s) the accuracy gains %+.4f, with 95 %% between %+.4f and %+.4f (bootstrap over people and their recordings%s).",
                ensemble.bestMember().orElse("none"),
                gain.value(),
                gain.low(),
                gain.high(),
                gain.people() < SIGNIFICANT_PEOPLE
                        ? "; with %d people it is too narrow".formatted(gain.people())
                        : ""));
        line("");
        if (ensemble.combination().sequential()) {
            line("Members run one after another, and not all are asked: "
                    + fitted.shares().entrySet().stream()
                            .map(share -> String.format(
                                    Locale.ROOT, "%s for %.1f %%", share.getKey(), 100 * share.getValue()))
                            .collect(Collectors.joining(", "))
                    + " of the verdicts.");
            line("");
        }
        ensemble.operatingPoint().ifPresent(point -> {
            NestedMeasure.Alarms alarms = fitted.nested().alarms();
            line(String.format(
                    Locale.ROOT,
                    "An alarm is a probability of `%s` above %.4f. By the thresholds that the other people gave: %d of %d recordings with it"
                            + " alarm (sensitivity %.4f), %d of %d without it do (specificity %.4f).",
                    point.label(),
                    point.above(),
                    alarms.found(),
                    alarms.positives(),
                    alarms.sensitivity(),
                    alarms.falsely(),
                    alarms.negatives(),
                    alarms.specificity()));
            line("");
        });
    }

    private void pictures() {
        line(
                "![per person](pictures/subjects.svg) ![per class](pictures/classes.svg) ![reliability](pictures/reliability.svg)");
        line("");
    }

    private void people() {
        line("| accuracy | " + String.join(" | ", names()) + " |");
        line("|---".repeat(names().size() + 1) + "|");
        fitted.perSubject()
                .forEach((subject, row) -> line("| " + subject + " | "
                        + String.join(
                                " | ",
                                row.stream()
                                        .map(figures -> number(figures.accuracy()))
                                        .toList())
                        + " |"));
        line("");
    }

    private void classes() {
        List<Figures> all = new ArrayList<>(List.of(fitted.whole()));
        all.addAll(fitted.members().values());
        line("| F1 | " + String.join(" | ", names()) + " |");
        line("|---".repeat(names().size() + 1) + "|");
        for (int label = 0; label < ensemble.labels().size(); label++) {
            int which = label;
            line("| " + ensemble.labels().get(label) + " | "
                    + String.join(
                            " | ",
                            all.stream()
                                    .map(figures -> number(figures.classes()[which].f1()))
                                    .toList())
                    + " |");
        }
        line("");
    }

    private void errors() {
        List<String> members = ensemble.memberNames();
        double[][] correlation = fitted.errorCorrelation();
        line("Correlation of the members' errors (1: they always err together):");
        line("");
        line("| | " + String.join(" | ", members) + " |");
        line("|---".repeat(members.size() + 1) + "|");
        for (int a = 0; a < members.size(); a++) {
            StringBuilder row = new StringBuilder("| " + members.get(a) + " |");
            for (int b = 0; b < members.size(); b++) {
                row.append(' ').append(number(correlation[a][b])).append(" |");
            }
            line(row.toString());
        }
        line("");
    }

    private void data() {
        line("## Data");
        line("");
        line("| data | source | licence |");
        line("|---|---|---|");
        Map<String, TrainingNote.Data> data = new LinkedHashMap<>();
        fitted.packages().forEach(model -> model.training().data().forEach(set -> data.putIfAbsent(set.name(), set)));
        data.values()
                .forEach(set -> line(
                        "| %s | %s | %s (class %s) |".formatted(set.name(), set.source(), set.licence(), set.grade())));
        line("");
        line("Fitted on: " + String.join(", ", fitted.table().subjects()) + ".");
        line("");
    }

    private void limits() {
        line("## Limits");
        line("");
        if (fitted.table().subjects().size() < SIGNIFICANT_PEOPLE) {
            line("- %d people say little of a next one: expect the worse of the rows above, not their mean."
                    .formatted(fitted.table().subjects().size()));
        }
        line(
                "- The members' kinds and their training were chosen by people who had seen these figures; that part is not nested.");
        int[] units = fitted.table().unitsOfLabels();
        for (int label = 0; label < units.length; label++) {
            if (units[label] == 0) {
                line("- '%s' does not occur in what it was fitted on; how it is weighed rests on the members alone."
                        .formatted(ensemble.labels().get(label)));
            }
        }
        fitted.notes().forEach(note -> line("- " + note));
    }

    private List<String> notices() {
        return fitted.packages().stream()
                .map(ModelPackage::training)
                .map(TrainingNote::notice)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(ensemble.name()));
        names.addAll(ensemble.memberNames());
        return names;
    }

    private double cost(String member) {
        OutOfFoldCollector.Cost cost = fitted.costs().get(member);
        return cost == null ? Double.NaN : cost.millis();
    }

    private void row(String name, Figures figures, double millis) {
        line("| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        name,
                        number(figures.accuracy()),
                        number(figures.macroF1()),
                        number(figures.setAccuracy()),
                        number(figures.ece()),
                        number(figures.loss()),
                        number(millis)));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
    }

    private void line(String line) {
        card.append(line).append('\n');
    }
}
