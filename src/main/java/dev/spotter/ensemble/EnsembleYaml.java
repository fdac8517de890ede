package dev.spotter.ensemble;

import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code ensemble.yaml}: what {@link EnsemblePackage#read} reads again. */
public final class EnsembleYaml {
    private static final String NUMBER = "%.6g";

    private EnsembleYaml() {}

    /** The description as text. Numbers are rounded to six digits. */
    public static String text(EnsemblePackage ensemble) {
        StringBuilder yaml = new StringBuilder();
        line(yaml, "name: " + ensemble.name());
        line(yaml, "version: " + ensemble.version());
        line(yaml, "task: classification");
        if (!ensemble.description().isEmpty()) {
            line(yaml, "description: " + quoted(ensemble.description()));
        }
        line(yaml, "labels: " + list(ensemble.labels()));
        line(yaml, "members:");
        ensemble.members().forEach(member -> line(yaml, "- " + member(member)));
        line(yaml, "combine: " + ensemble.combination().word());
        combination(yaml, ensemble.combination());
        line(yaml, "smoothing: {seconds: " + ensemble.smoothing().toMillis() / 1000.0 + "}");
        if (!ensemble.calibration().equals(Calibration.NONE)) {
            line(yaml, "calibration: " + calibration(ensemble.calibration()));
        }
        if (!ensemble.degraded().isEmpty()) {
            line(yaml, "degraded:");
            ensemble.degraded().forEach(degraded -> line(yaml, "- " + degraded(degraded)));
        }
        ensemble.bestMember().ifPresent(member -> line(yaml, "best-member: " + quoted(member)));
        ensemble.operatingPoint()
                .ifPresent(point -> line(
                        yaml,
                        "operating-point: {label: %s, above: %s}"
                                .formatted(quoted(point.label()), number(point.above()))));
        return yaml.toString();
    }

    private static void combination(StringBuilder yaml, Combination combination) {
        switch (combination) {
            case Combination.Mean _, Combination.Vote _ -> {}
            case Combination.Boosting boosting -> line(yaml, "boosting: {alphas: " + numbers(boosting.alphas()) + "}");
            case Combination.Stacking stacking -> {
                line(yaml, "stacking:");
                line(yaml, "  weights:");
                stacking.weights().forEach(row -> line(yaml, "  - " + numbers(row)));
                line(yaml, "  bias: " + numbers(stacking.bias()));
            }
            case Combination.StackingModel stacking ->
                line(
                        yaml,
                        "stacking: {model: " + quoted(stacking.model())
                                + stacking.version().map(v -> ", version: " + v).orElse("") + "}");
            case Combination.Cascade cascade ->
                line(yaml, "cascade: {confidence: " + number(cascade.confidence()) + "}");
        }
    }

    private static String member(MemberName member) {
        return "{model: " + quoted(member.model())
                + member.version().map(version -> ", version: " + version).orElse("")
                + (member.calibration().equals(Calibration.NONE)
                        ? ""
                        : ", calibration: " + calibration(member.calibration()))
                + "}";
    }

    private static String degraded(Degraded degraded) {
        return "{without: %s, calibration: %s}"
                .formatted(list(degraded.without()), calibration(degraded.calibration()));
    }

    private static String calibration(Calibration calibration) {
        return switch (calibration) {
            case Calibration.Temperature temperature -> "{temperature: " + number(temperature.temperature()) + "}";
            case Calibration.Platt platt ->
                "{slope: " + number(platt.slope()) + ", offset: " + number(platt.offset()) + "}";
        };
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(EnsembleYaml::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, NUMBER, number);
    }

    private static String list(List<String> words) {
        return words.stream().map(EnsembleYaml::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Plain where that is safe; otherwise in single quotes, in which only the quote itself is doubled. */
    private static String quoted(String text) {
        boolean plain =
                text.matches("[A-Za-z][A-Za-z0-9._-]*") && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
        return plain ? text : "'" + text.replace("\n", " ").replace("'", "''") + "'";
    }

    private static void line(StringBuilder yaml, String line) {
        yaml.append(line).append('\n');
    }
}
