package dev.spotter.profile;

import dev.spotter.model.YamlMapping;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.safety.SafetyRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a set of models changes in a device's profile: pipelines and rules, each in the place of the one of its name, or besides.
 * All else is the device's own. So are accelerators: they name libraries, and what a set brings must never run as code.
 */
public final class ProfileFragment {
    /** Its name in a set's folder. */
    public static final String FILE = "profile.yaml";

    private static final int MAXIMUM_BYTES = 1 << 20;

    private final Reading reading = new Reading();

    private ProfileFragment() {}

    /**
     * A device's profile as it is with the models of some folders: of the first of them that has a fragment.
     *
     * @throws ProfileException with everything that is wrong with the fragment, or with what it leaves of the profile
     */
    public static Profile merged(Profile profile, List<Path> modelFolders) {
        return modelFolders.stream()
                .map(folder -> folder.resolve(FILE))
                .filter(Files::exists)
                .findFirst()
                .map(file -> {
                    ProfileFragment fragment = new ProfileFragment();
                    return fragment.read(file, root -> fragment.merge(profile, root));
                })
                .orElse(profile);
    }

    /**
     * Whether a fragment could fit a device, as far as that can be seen without one.
     *
     * @throws ProfileException with everything that is wrong with it
     */
    public static void check(Path file) {
        ProfileFragment fragment = new ProfileFragment();
        fragment.read(file, root -> {
            fragment.reading.named(root, "pipelines", new PipelineReader(fragment.reading)::read);
            fragment.reading.named(root, "rules", new RuleReader(fragment.reading, List.of())::ruleOfAnyDevice);
            fragment.reading.unknownKeys(root);
            return root;
        });
    }

    private <T> T read(Path file, Function<YamlMapping, T> reader) {
        Optional<T> read =
                reading.attempt(() -> YamlMapping.read(file, MAXIMUM_BYTES)).map(reader);
        if (!reading.errors().isEmpty()) {
            throw new ProfileException(reading.errors());
        }
        return read.orElseThrow();
    }

    private Profile merge(Profile profile, YamlMapping root) {
        PipelineReader pipelineReader = new PipelineReader(
                reading,
                profile.sources().keySet(),
                profile.sources(),
                profile.accelerators().keySet());
        Map<String, PipelineConfiguration> changed = reading.named(root, "pipelines", pipelineReader::read);
        changed.values().forEach(pipeline -> mustStay(profile, root, pipeline));
        List<PipelineConfiguration> pipelines = merge(profile.pipelines(), changed, PipelineConfiguration::name);
        RuleReader ruleReader = new RuleReader(reading, pipelines);
        Map<String, SafetyRule> rules = reading.named(root, "rules", ruleReader::rule);
        profile.rules().stream().filter(rule -> !rules.containsKey(rule.name())).forEach(rule -> ruleReader
                .neverObserved(rule.name(), rule.condition())
                .ifPresent(sentence ->
                        reading.refuse(root, "pipelines", Optional.of(RuleReader.NOTHING_OBSERVED), sentence)));
        reading.unknownKeys(root);
        return profile.with(pipelines, merge(profile.rules(), rules, SafetyRule::name));
    }

    /** Where a pipeline takes from is where the device hangs. */
    private void mustStay(Profile profile, YamlMapping root, PipelineConfiguration changed) {
        profile.pipelines().stream()
                .filter(pipeline -> pipeline.name().equals(changed.name())
                        && !pipeline.source().equals(changed.source()))
                .forEach(pipeline -> reading.refuse(
                        root.mapping("pipelines"),
                        changed.name(),
                        Optional.of("source-differs"),
                        "pipeline '%s' takes from source '%s' on this device, a set cannot have it take from '%s'"
                                .formatted(changed.name(), pipeline.source(), changed.source())));
    }

    private static <T> List<T> merge(List<T> device, Map<String, T> changed, Function<T, String> name) {
        Map<String, T> merged = new LinkedHashMap<>();
        device.forEach(one -> merged.put(name.apply(one), one));
        merged.putAll(changed);
        return new ArrayList<>(merged.values());
    }
}
