package dev.spotter.profile;

import dev.spotter.alarm.AlarmConfiguration;
import dev.spotter.model.YamlMapping;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.safety.Condition;
import dev.spotter.safety.SafetyRule;
import dev.spotter.safety.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the sections {@code rules} and {@code alarms}. */
final class RuleReader {
    /** The code of a rule that nothing could ever raise. */
    static final String NOTHING_OBSERVED = "nothing-observed";

    private static final Map<String, AlarmConfiguration.Until> UNTIL =
            Map.of("acknowledged", AlarmConfiguration.Until.ACKNOWLEDGED, "cleared", AlarmConfiguration.Until.CLEARED);

    private final Reading reading;
    private final List<PipelineConfiguration> pipelines;

    RuleReader(Reading reading, List<PipelineConfiguration> pipelines) {
        this.reading = reading;
        this.pipelines = pipelines;
    }

    SafetyRule rule(Reading.NamedEntry entry) {
        SafetyRule rule = ruleOfAnyDevice(entry);
        if (rule != null) {
            neverObserved(rule.name(), rule.condition())
                    .ifPresent(sentence ->
                            reading.refuse(entry.mapping(), "when", Optional.of(NOTHING_OBSERVED), sentence));
        }
        return rule;
    }

    /** A rule of which it is not known what the device observes. */
    SafetyRule ruleOfAnyDevice(Reading.NamedEntry entry) {
        YamlMapping mapping = entry.mapping();
        Optional<Condition> condition = reading.make(mapping, "when", () -> Condition.of(mapping.text("when")));
        Optional<Duration> holds = duration(mapping, "for", Duration.ZERO);
        Optional<Duration> clears = duration(mapping, "clear", Duration.ofSeconds(2));
        Optional<Severity> severity = reading.make(mapping, "severity", () -> Severity.of(mapping.text("severity")));
        if (condition.isEmpty() || holds.isEmpty() || clears.isEmpty() || severity.isEmpty()) {
            return null;
        }
        return new SafetyRule(entry.name(), condition.get(), holds.get(), clears.get(), severity.get());
    }

    AlarmConfiguration alarm(Reading.NamedEntry entry) {
        YamlMapping mapping = entry.mapping().expect("pin", "when", "until", "active");
        return new AlarmConfiguration(
                entry.name(),
                mapping.integer("pin", 0, 1023),
                Severity.of(mapping.text("when")),
                mapping.oneOf("until", UNTIL),
                mapping.has("active") && mapping.oneOf("active", Map.of("low", true, "high", false)));
    }

    /**
     * A rule that watches for what nobody observes would never raise anything: the worst that a profile can hide.
     *
     * @return a sentence that says so, where it is so
     */
    Optional<String> neverObserved(String rule, Condition condition) {
        return isObserved(condition, pipelines)
                ? Optional.empty()
                : Optional.of("rule '%s' watches for what no stage of any pipeline observes; those that could are %s"
                        .formatted(rule, observing(condition, pipelines)));
    }

    /** Whether a stage of these pipelines observes what a condition watches for. */
    static boolean isObserved(Condition condition, List<PipelineConfiguration> pipelines) {
        Set<String> observing = observing(condition, pipelines);
        return switch (condition) {
            case Condition.LiftStalled _, Condition.LiftStraining _ -> !observing.isEmpty();
            case Condition.LabelScore watched -> observing.contains(watched.stage());
        };
    }

    /** The stages that could observe what a condition watches for. */
    private static Set<String> observing(Condition condition, List<PipelineConfiguration> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(stage -> switch (condition) {
                    case Condition.LiftStalled _, Condition.LiftStraining _ -> stage instanceof StageConfiguration.Reps;
                    case Condition.LabelScore _ ->
                        stage instanceof StageConfiguration.Infer
                                || stage instanceof StageConfiguration.Ensemble
                                || stage instanceof StageConfiguration.Form;
                })
                .map(StageConfiguration::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Duration> duration(YamlMapping mapping, String key, Duration absent) {
        return reading.make(mapping, key, () -> mapping.optionalText(key)
                .map(Durations::parse)
                .orElse(absent));
    }
}
