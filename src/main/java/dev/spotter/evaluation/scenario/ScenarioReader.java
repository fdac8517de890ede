package dev.spotter.evaluation.scenario;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.model.NearestWord;
import dev.spotter.model.YamlMapping;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.profile.Profile;
import dev.spotter.safety.SafetyRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@value #FILE} strictly; what is wrong is told with line and column, and a code. */
final class ScenarioReader {
    /** The description in a scenario's folder. */
    static final String FILE = "scenario.yaml";

    private static final String FILM = "film";
    private static final int MOST_BYTES = 1 << 16;

    private final Profile profile;
    private final boolean judging;

    private ScenarioReader(Profile profile, boolean judging) {
        this.profile = profile;
        this.judging = judging;
    }

    /** @param profile whose sources and rules scenarios name */
    static ScenarioReader toJudge(Profile profile) {
        return new ScenarioReader(profile, true);
    }

    /**
     * For who replays only.
     *
     * @param profile whose sources scenarios name; rules that they name may be missing, which those who judge then see
     */
    static ScenarioReader toReplay(Profile profile) {
        return new ScenarioReader(profile, false);
    }

    /**
     * Reads a scenario's folder: what its description says; without one, of a folder that {@code spotter record} wrote, that
     * what people called the recordings is right.
     *
     * @throws dev.spotter.model.ModelException {@code yaml-…}, with line and column
     * @throws EvaluationException {@code unknown-source}, {@code unknown-rule}, {@code scenario-source-differs},
     *     {@code scenario-source-unwatched}, {@code scenario-path-bad}, {@code scenario-missing}, with line and column where there is one
     * @throws CaptureException {@code recording-format-unknown}
     */
    Scenario read(Path folder) {
        String name = folder.getFileName().toString();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return read(name, folder, YamlMapping.read(file, MOST_BYTES));
        }
        if (RecordingFormat.in(folder) != RecordingFormat.SPOTTER) {
            throw new EvaluationException(
                    "scenario-missing",
                    "%s has neither a %s nor the recordings of spotter record".formatted(folder, FILE));
        }
        Scenario.Material recorded = new Scenario.Material.Samples(RecordingFormat.SPOTTER, folder);
        return new Scenario(name, folder, Optional.empty(), recorded, List.of(), List.of(), true);
    }

    private Scenario read(String name, Path folder, YamlMapping mapping) {
        mapping.expect("source", "format", "path", "incidents", "quiet", "labels");
        Scenario.Material material = material(mapping, folder);
        String source = source(mapping, material);
        List<Scenario.ExpectedIncident> incidents = mapping.has("incidents")
                ? mapping.mappings("incidents").stream().map(this::incident).toList()
                : List.of();
        List<Scenario.QuietPart> quiet = mapping.has("quiet")
                ? mapping.mappings("quiet").stream().map(this::quiet).toList()
                : List.of();
        boolean labels = mapping.flag("labels", false);
        mapping.refuseUnknownKeys();
        return mapping.located(
                () -> new Scenario(name, folder, Optional.of(source), material, incidents, quiet, labels));
    }

    private Scenario.Material material(YamlMapping mapping, Path folder) {
        String format = mapping.text("format");
        Path path = folder.resolve(mapping.optionalText("path").orElse("")).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw refused(
                    "scenario-path-bad",
                    mapping,
                    "path",
                    "path has to lead to something in the scenario's own folder, so that it is kept as it was");
        }
        if (format.equals(FILM)) {
            if (!Files.isRegularFile(path)) {
                throw refused("scenario-path-bad", mapping, "path", "there is no film %s".formatted(path));
            }
            return new Scenario.Material.Film(path);
        }
        try {
            return new Scenario.Material.Samples(RecordingFormat.of(format), path);
        } catch (CaptureException unknown) {
            throw refused(unknown.code(), mapping, "format", unknown.getMessage() + ", and " + FILM);
        }
    }

    private String source(YamlMapping mapping, Scenario.Material material) {
        String source = mapping.text("source");
        Set<String> known = profile.sources().keySet();
        if (!known.contains(source)) {
            throw refused(
                    "unknown-source",
                    mapping,
                    "source",
                    "the profile has no source '%s'%s; there are %s"
                            .formatted(source, NearestWord.hint(source, known), known));
        }
        PipelineConfiguration.Given given = material instanceof Scenario.Material.Film
                ? PipelineConfiguration.Given.FRAMES
                : PipelineConfiguration.Given.SAMPLES;
        Optional<PipelineConfiguration> watching = profile.pipelines().stream()
                .filter(pipeline -> pipeline.source().equals(source))
                .findFirst();
        if (watching.isEmpty()) {
            throw refused(
                    "scenario-source-unwatched",
                    mapping,
                    "source",
                    "no pipeline of the profile watches source '%s'".formatted(source));
        }
        if (watching.get().given() != given) {
            throw refused(
                    "scenario-source-differs",
                    mapping,
                    "source",
                    given == PipelineConfiguration.Given.FRAMES
                            ? "source '%s' of the profile is no camera, but a film is of one".formatted(source)
                            : "source '%s' of the profile is a camera, its scenario has to be of format: film"
                                    .formatted(source));
        }
        return source;
    }

    private Scenario.ExpectedIncident incident(YamlMapping mapping) {
        mapping.expect("rule", "recording", "from", "to");
        String rule = mapping.text("rule");
        requireRule(mapping, rule);
        Part part = part(mapping);
        mapping.refuseUnknownKeys();
        return new Scenario.ExpectedIncident(rule, part);
    }

    private Scenario.QuietPart quiet(YamlMapping mapping) {
        mapping.expect("rule", "recording", "from", "to");
        Optional<String> rule = mapping.optionalText("rule");
        rule.ifPresent(name -> requireRule(mapping, name));
        Part part = part(mapping);
        mapping.refuseUnknownKeys();
        return new Scenario.QuietPart(rule, part);
    }

    private static Part part(YamlMapping mapping) {
        return mapping.located(
                () -> new Part(mapping.optionalText("recording"), mapping.number("from"), mapping.number("to")));
    }

    private void requireRule(YamlMapping mapping, String rule) {
        Set<String> known = profile.rules().stream().map(SafetyRule::name).collect(Collectors.toSet());
        if (judging && !known.contains(rule)) {
            throw refused(
                    "unknown-rule",
                    mapping,
                    "rule",
                    "the profile has no rule '%s'%s; there are %s"
                            .formatted(
                                    rule,
                                    NearestWord.hint(rule, known),
                                    known.stream().sorted().toList()));
        }
    }

    private static EvaluationException refused(String code, YamlMapping mapping, String key, String sentence) {
        return new EvaluationException(code, mapping.refusal(key, sentence).getMessage());
    }
}
