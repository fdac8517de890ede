package dev.spotter.ensemble;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelStore;
import dev.spotter.model.ModelTask;
import dev.spotter.model.YamlMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An ensemble as it is shipped: a folder with {@code ensemble.yaml}, which names models of the store and says how their
 * results become one. docs/model-packages.md describes the format.
 *
 * @param folder where it lies
 * @param name the folder's name, {@code [a-z0-9][a-z0-9-]*}
 * @param version semantic version
 * @param description in a sentence, empty where there is none
 * @param labels what the probabilities are of, at least 2; each member has the same ones, in any order
 * @param combine how the members' results become one
 * @param members at least 2 models, none twice
 * @param smoothing the verdict is the mean over the verdicts of the last so long, less than {@link #LONGEST_SMOOTHING};
 *     zero for none
 * @param temperature flattens (above 1) or sharpens the verdict's probabilities: softmax of log p / temperature (Guo et
 *     al. 2017, On Calibration of Modern Neural Networks, eq. 9)
 */
public record EnsemblePackage(
        Path folder,
        String name,
        String version,
        String description,
        List<String> labels,
        Combination combine,
        List<MemberName> members,
        Duration smoothing,
        double temperature) {
    /** How the members' results become one. */
    public enum Combination {
        /** The mean of the members' calibrated probabilities. */
        MEAN
    }

    /**
     * A member as the description names it.
     *
     * @param model the model's name in the store
     * @param version the version that the ensemble was measured with, empty where any will do
     */
    public record MemberName(String model, Optional<String> version) {
        public MemberName {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(version, "version");
        }
    }

    /** Verdicts older than this are of no use on a floor. */
    public static final Duration LONGEST_SMOOTHING = Duration.ofSeconds(30);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Map<String, Combination> COMBINATIONS = Map.of("mean", Combination.MEAN);
    private static final int MOST_BYTES = 64 * 1024;

    public EnsemblePackage {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(combine, "combine");
        labels = List.copyOf(labels);
        members = List.copyOf(members);
        require(NAME.matcher(name).matches(), "name is '%s', allowed are a-z, 0-9 and -".formatted(name));
        require(
                labels.size() >= 2,
                "labels has %d entries, an ensemble tells at least 2 apart".formatted(labels.size()));
        require(
                labels.stream().distinct().count() == labels.size(),
                "labels names one twice: " + String.join(", ", labels));
        require(members.size() >= 2, "members has %d entries, an ensemble has at least 2".formatted(members.size()));
        require(
                members.stream().map(MemberName::model).distinct().count() == members.size(),
                "members names a model twice");
        require(
                !smoothing.isNegative() && smoothing.compareTo(LONGEST_SMOOTHING) <= 0,
                "smoothing is %s seconds, allowed is 0 to %d"
                        .formatted(smoothing.toNanos() / 1e9, LONGEST_SMOOTHING.toSeconds()));
        require(
                temperature >= 0.05 && temperature <= 20,
                "temperature is %s, allowed is 0.05 to 20".formatted(temperature));
    }

    /**
     * Reads the description in a folder.
     *
     * @throws ModelException with a {@code yaml-…} code and the place in the file
     */
    public static EnsemblePackage read(Path folder) {
        YamlMapping yaml = YamlMapping.read(folder.resolve(ModelStore.ENSEMBLE_DESCRIPTION), MOST_BYTES);
        String name = yaml.text("name");
        if (!name.equals(folder.getFileName().toString())) {
            throw yaml.refusal("name", "name is '%s', but the folder is '%s'".formatted(name, folder.getFileName()));
        }
        String version = yaml.text("version");
        yaml.oneOf("task", Map.of("classification", ModelTask.CLASSIFICATION));
        String description = yaml.optionalText("description").orElse("");
        List<String> labels = yaml.texts("labels");
        Combination combine = yaml.oneOf("combine", COMBINATIONS);
        List<MemberName> members =
                yaml.mappings("members").stream().map(EnsemblePackage::member).toList();
        Duration smoothing =
                yaml.optionalMapping("smoothing").map(EnsemblePackage::seconds).orElse(Duration.ZERO);
        double temperature = yaml.number("temperature", 1);
        yaml.refuseUnknownKeys();
        return yaml.located(() -> new EnsemblePackage(
                folder, name, version, description, labels, combine, members, smoothing, temperature));
    }

    private static MemberName member(YamlMapping yaml) {
        MemberName member = new MemberName(yaml.text("model"), yaml.optionalText("version"));
        yaml.refuseUnknownKeys();
        return member;
    }

    private static Duration seconds(YamlMapping yaml) {
        double seconds = yaml.number("seconds");
        if (Math.abs(seconds) > 1e6) {
            throw yaml.refusal("seconds", "seconds is " + seconds + ", far too long");
        }
        yaml.refuseUnknownKeys();
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
