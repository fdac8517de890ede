package dev.spotter.profile;

import dev.spotter.model.YamlMapping;
import dev.spotter.pipeline.GraphProblem;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the section {@code pipelines}. */
final class PipelineReader {
    private static final Map<String, Function<YamlMapping, StageConfiguration>> KINDS = Map.of(
            "window", PipelineReader::window,
            "infer", PipelineReader::infer,
            "ensemble", PipelineReader::ensemble,
            "reps", PipelineReader::reps,
            "form", PipelineReader::form);

    private final Reading reading;
    private final Optional<Set<String>> sources;
    private final Map<String, SourceConfiguration> readSources;
    private final Optional<Set<String>> accelerators;

    /**
     * @param sources the names of all sources of the profile
     * @param readSources those of them that could be read
     */
    PipelineReader(
            Reading reading,
            Set<String> sources,
            Map<String, SourceConfiguration> readSources,
            Set<String> accelerators) {
        this.reading = reading;
        this.sources = Optional.of(sources);
        this.readSources = readSources;
        this.accelerators = Optional.of(accelerators);
    }

    /** Of pipelines for devices that are not known here. */
    PipelineReader(Reading reading) {
        this.reading = reading;
        sources = Optional.empty();
        readSources = Map.of();
        accelerators = Optional.empty();
    }

    PipelineConfiguration read(Reading.NamedEntry entry) {
        YamlMapping mapping = entry.mapping();
        Optional<String> source = reading.attempt(() -> mapping.text("source"));
        sources.ifPresent(known -> source.filter(name -> !known.contains(name))
                .ifPresent(name -> reading.refuse(
                        mapping,
                        "source",
                        Optional.of("unknown-source"),
                        "pipeline '%s' takes from source '%s', but there is no such source; there are %s"
                                .formatted(entry.name(), name, new TreeSet<>(known)))));
        List<YamlMapping> written =
                reading.attempt(() -> mapping.mappings("stages")).orElse(List.of());
        List<YamlMapping> bodies = new ArrayList<>();
        List<StageConfiguration> stages = new ArrayList<>();
        for (YamlMapping stage : written) {
            stage(stage, bodies).ifPresent(stages::add);
        }
        if (source.isEmpty() || stages.isEmpty() || stages.size() < written.size()) {
            return null;
        }
        SourceConfiguration known = readSources.get(source.get());
        PipelineConfiguration.Given given = known instanceof SourceConfiguration.OfFrames
                ? PipelineConfiguration.Given.FRAMES
                : PipelineConfiguration.Given.SAMPLES;
        PipelineConfiguration pipeline = new PipelineConfiguration(entry.name(), source.get(), given, stages);
        if (known == null) {
            return pipeline; // what fits together depends on what the source gives
        }
        for (GraphProblem problem : StageGraph.problems(pipeline)) {
            reading.refuse(bodies.get(problem.stageIndex()), "", Optional.of(problem.code()), problem.sentence());
        }
        return pipeline;
    }

    private Optional<StageConfiguration> stage(YamlMapping stage, List<YamlMapping> bodies) {
        Set<String> kinds = stage.keys();
        if (kinds.size() != 1 || !KINDS.keySet().containsAll(kinds)) {
            reading.refuse(
                    stage,
                    "",
                    Optional.of("unknown-stage-kind"),
                    "a stage is one of %s, and its settings; here is %s"
                            .formatted(new TreeSet<>(KINDS.keySet()), new TreeSet<>(kinds)));
            return Optional.empty();
        }
        String kind = kinds.iterator().next();
        return reading.attempt(() -> stage.mapping(kind)).flatMap(body -> {
            Optional<StageConfiguration> made =
                    reading.make(body, "", () -> KINDS.get(kind).apply(body));
            reading.unknownKeys(body);
            accelerator(body);
            made.ifPresent(configuration -> bodies.add(body));
            return made;
        });
    }

    private void accelerator(YamlMapping body) {
        accelerators.ifPresent(known -> Optional.of(body)
                .filter(stage -> stage.keys().contains("accelerator"))
                .flatMap(stage -> reading.attempt(() -> stage.text("accelerator")))
                .filter(name -> !known.contains(name))
                .ifPresent(name -> reading.refuse(
                        body,
                        "accelerator",
                        Optional.of("unknown-accelerator"),
                        "there is no accelerator '%s'; there are %s".formatted(name, new TreeSet<>(known)))));
    }

    private static StageConfiguration window(YamlMapping body) {
        body.expect("id", "seconds", "step", "from", "reference");
        return new StageConfiguration.Window(
                body.optionalText("id").orElse(null),
                seconds(body.number("seconds")),
                seconds(body.number("step")),
                body.has("from") ? seconds(body.number("from")) : null,
                body.has("reference") ? seconds(body.number("reference")) : null);
    }

    private static StageConfiguration infer(YamlMapping body) {
        body.expect("id", "model", "accelerator", "input", "crops");
        return new StageConfiguration.Infer(
                body.optionalText("id").orElse(null),
                body.text("model"),
                body.optionalText("accelerator").orElse(null),
                body.optionalText("input").orElse(null),
                body.integer("crops", 1, StageConfiguration.Infer.MOST_CROPS, 0));
    }

    private static StageConfiguration ensemble(YamlMapping body) {
        body.expect("id", "name", "accelerator", "input", "lanes", "deadline");
        List<String> inputs = body.isList("input")
                ? body.texts("input")
                : body.optionalText("input").map(List::of).orElse(List.of());
        return new StageConfiguration.Ensemble(
                body.optionalText("id").orElse(null),
                body.text("name"),
                body.optionalText("accelerator").orElse(null),
                inputs,
                body.integer("lanes", 1, StageConfiguration.Ensemble.MOST_LANES, 1),
                body.has("deadline") ? seconds(body.number("deadline")) : null);
    }

    private static StageConfiguration reps(YamlMapping body) {
        return new StageConfiguration.Reps(
                body.optionalText("id").orElse(null),
                body.optionalText("exercise").orElse(null));
    }

    private static StageConfiguration form(YamlMapping body) {
        return new StageConfiguration.Form(
                body.optionalText("id").orElse(null),
                body.optionalText("verdict").orElse(null),
                body.optionalText("exercise").orElse(null));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
