package dev.spotter.ensemble;

import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import dev.spotter.ensemble.EnsemblePackage.OperatingPoint;
import dev.spotter.model.ModelStore;
import dev.spotter.model.ModelTask;
import dev.spotter.model.YamlMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code ensemble.yaml}, strictly. */
final class EnsemblePackageReader {
    private static final Map<String, Function<YamlMapping, Combination>> COMBINATIONS = Map.of(
            "mean", _ -> new Combination.Mean(),
            "vote", _ -> new Combination.Vote(),
            "boosting", EnsemblePackageReader::boosting,
            "stacking", EnsemblePackageReader::stacking,
            "cascade", EnsemblePackageReader::cascade);
    private static final int MOST_BYTES = 256 * 1024;

    private static final int LEAST_MEMBERS = 2;

    private EnsemblePackageReader() {}

    static EnsemblePackage read(Path folder) {
        YamlMapping yaml = YamlMapping.read(folder.resolve(ModelStore.ENSEMBLE_DESCRIPTION), MOST_BYTES);
        String name = yaml.text("name");
        if (!name.equals(folder.getFileName().toString())) {
            throw yaml.refusal("name", "name is '%s', but the folder is '%s'".formatted(name, folder.getFileName()));
        }
        String version = yaml.text("version");
        yaml.oneOf("task", Map.of("classification", ModelTask.CLASSIFICATION));
        String description = yaml.optionalText("description").orElse("");
        List<String> labels = yaml.texts("labels");
        List<MemberName> members = yaml.mappings("members").stream()
                .map(EnsemblePackageReader::member)
                .toList();
        if (members.size() < LEAST_MEMBERS) {
            throw yaml.refusal(
                    "members",
                    "members has %d entries, an ensemble has %d to %d"
                            .formatted(members.size(), LEAST_MEMBERS, EnsemblePackage.MOST_MEMBERS));
        }
        Combination combination = yaml.oneOf("combine", COMBINATIONS).apply(yaml);
        Duration smoothing = yaml.optionalMapping("smoothing")
                .map(EnsemblePackageReader::seconds)
                .orElse(Duration.ZERO);
        Calibration calibration = calibration(yaml);
        List<Degraded> degraded = yaml.has("degraded")
                ? yaml.mappings("degraded").stream()
                        .map(EnsemblePackageReader::degraded)
                        .toList()
                : List.of();
        Optional<String> bestMember = yaml.optionalText("best-member");
        Optional<OperatingPoint> operatingPoint =
                yaml.optionalMapping("operating-point").map(EnsemblePackageReader::operatingPoint);
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new EnsemblePackage(
                folder,
                name,
                version,
                description,
                labels,
                combination,
                members,
                smoothing,
                calibration,
                degraded,
                bestMember,
                operatingPoint));
    }

    private static MemberName member(YamlMapping yaml) {
        MemberName member = new MemberName(yaml.text("model"), yaml.optionalText("version"), calibration(yaml));
        yaml.refuseUnknownKeys();
        return member;
    }

    private static Combination boosting(YamlMapping ensemble) {
        YamlMapping yaml = ensemble.mapping("boosting");
        List<Double> alphas = yaml.numbers("alphas");
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new Combination.Boosting(alphas));
    }

    private static Combination stacking(YamlMapping ensemble) {
        YamlMapping yaml = ensemble.mapping("stacking");
        Combination stacking = yaml.has("model")
                ? new Combination.StackingModel(yaml.text("model"), yaml.optionalText("version"))
                : new Combination.Stacking(yaml.numberLists("weights"), yaml.numbers("bias"));
        yaml.refuseUnknownKeys();
        return stacking;
    }

    private static Combination cascade(YamlMapping ensemble) {
        YamlMapping yaml = ensemble.mapping("cascade");
        double confidence = yaml.number("confidence");
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new Combination.Cascade(confidence));
    }

    private static Calibration calibration(YamlMapping parent) {
        return parent.optionalMapping("calibration")
                .map(EnsemblePackageReader::ofCalibration)
                .orElse(Calibration.NONE);
    }

    private static Calibration ofCalibration(YamlMapping yaml) {
        if (yaml.has("slope")) {
            double slope = yaml.number("slope");
            double offset = yaml.number("offset");
            yaml.refuseUnknownKeys();
            return yaml.located(() -> new Calibration.Platt(slope, offset));
        }
        double temperature = yaml.number("temperature");
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new Calibration.Temperature(temperature));
    }

    private static Degraded degraded(YamlMapping yaml) {
        List<String> without = yaml.texts("without");
        Calibration calibration = ofCalibration(yaml.mapping("calibration"));
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new Degraded(without, calibration));
    }

    private static OperatingPoint operatingPoint(YamlMapping yaml) {
        String label = yaml.text("label");
        double above = yaml.number("above");
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new OperatingPoint(label, above));
    }

    private static Duration seconds(YamlMapping yaml) {
        double seconds = yaml.number("seconds");
        if (Math.abs(seconds) > 1e6) {
            throw yaml.refusal("seconds", "seconds is " + seconds + ", far too long");
        }
        yaml.refuseUnknownKeys();
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
