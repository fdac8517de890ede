package dev.spotter.evaluation.fit;

import dev.spotter.evaluation.fit.FitSpec.Aim;
import dev.spotter.evaluation.fit.FitSpec.Way;
import dev.spotter.model.YamlMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code fit.yaml}, strictly. */
final class FitSpecReader {
    private static final int MOST_BYTES = 64 * 1024;

    private FitSpecReader() {}

    static FitSpec read(Path file) {
        YamlMapping yaml = YamlMapping.read(file, MOST_BYTES);
        yaml.expect("boosting", "stacking", "cascade");
        String name = yaml.text("name");
        String version = yaml.text("version");
        String description = yaml.optionalText("description").orElse("");
        String task = yaml.text("task");
        Optional<String> inPlaceOf = yaml.optionalText("in-place-of");
        String combine = yaml.oneOf(
                "combine",
                Map.of(
                        "mean",
                        "mean",
                        "vote",
                        "vote",
                        "boosting",
                        "boosting",
                        "stacking",
                        "stacking",
                        "cascade",
                        "cascade"));
        Way way = way(yaml, combine);
        List<String> members = yaml.texts("members");
        Duration smoothing =
                yaml.optionalMapping("smoothing").map(FitSpecReader::seconds).orElse(Duration.ZERO);
        long seed = yaml.integer("seed", 0, Integer.MAX_VALUE, 0);
        boolean calibrateMembers = yaml.flag("calibrate-members", true);
        Optional<Aim> operatingPoint = yaml.optionalMapping("operating-point").map(FitSpecReader::aim);
        List<String> unseen = !yaml.has("unseen")
                ? List.of()
                : yaml.isList("unseen") ? yaml.texts("unseen") : List.of(everybody(yaml));
        List<String> leaveOut = yaml.has("leave-out") ? yaml.texts("leave-out") : List.of();
        List<String> notes = yaml.has("notes") ? yaml.texts("notes") : List.of();
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new FitSpec(
                name,
                version,
                description,
                task,
                inPlaceOf,
                way,
                members,
                smoothing,
                seed,
                calibrateMembers,
                operatingPoint,
                unseen,
                leaveOut,
                notes));
    }

    private static Way way(YamlMapping yaml, String combine) {
        for (String other : List.of("boosting", "stacking", "cascade")) {
            if (yaml.has(other) && !other.equals(combine)) {
                throw yaml.refusal(other, "'%s' stands here, but combine is '%s'".formatted(other, combine));
            }
        }
        Optional<YamlMapping> more = yaml.optionalMapping(combine);
        Way way =
                switch (combine) {
                    case "mean" -> new Way.Mean();
                    case "vote" -> new Way.Vote();
                    case "boosting" ->
                        new Way.Boosting(more.map(one -> one.integer("most-members", 2, 12, 12))
                                .orElse(12));
                    case "stacking" -> {
                        List<Double> strengths = more.filter(one -> one.has("strengths"))
                                .map(one -> one.numbers("strengths"))
                                .orElse(StackingFit.STRENGTHS);
                        yield more.orElse(yaml).located(() -> new Way.Stacking(strengths));
                    }
                    default -> {
                        double mostLoss = more.map(one -> one.number("most-loss", CascadeFit.MOST_LOSS))
                                .orElse(CascadeFit.MOST_LOSS);
                        yield more.orElse(yaml).located(() -> new Way.Cascade(mostLoss));
                    }
                };
        more.ifPresent(YamlMapping::refuseUnknownKeys);
        return way;
    }

    private static Aim aim(YamlMapping yaml) {
        String label = yaml.text("label");
        if (yaml.has("above") && yaml.has("least-sensitivity")) {
            throw yaml.refusal(
                    "above", "where an alarm begins is said by 'above' or sought by 'least-sensitivity', not both");
        }
        boolean said = yaml.has("above");
        double value = yaml.number(said ? "above" : "least-sensitivity");
        yaml.refuseUnknownKeys();
        return yaml.located(() -> said ? Aim.above(label, value) : new Aim(label, value));
    }

    private static Duration seconds(YamlMapping yaml) {
        double seconds = yaml.number("seconds");
        if (Math.abs(seconds) > 1e6) {
            throw yaml.refusal("seconds", "seconds is " + seconds + ", far too long");
        }
        yaml.refuseUnknownKeys();
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static String everybody(YamlMapping yaml) {
        return yaml.oneOf("unseen", Map.of("all", FitSpec.EVERYBODY));
    }
}
