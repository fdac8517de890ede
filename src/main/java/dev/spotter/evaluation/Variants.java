package dev.spotter.evaluation;

import dev.spotter.capture.Resampler;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.ModelException;
import dev.spotter.model.WindowSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StageGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The measured ensemble's other shapes, measured beside it in the same run: those that combine by bagging, boosting and
 * stacking, where they are shipped as {@code NAME-bagging} and so on, and {@code single}, its best member alone.
 *
 * @param stages for each shape the stage in each part of the evaluation; only shapes that every part has
 * @param pipelines the parts' pipelines with these stages added, in the order of the parts
 * @param notes for people: which shape there would be, but the recordings lack what it takes
 */
public record Variants(
        Map<String, List<MeasuredStage>> stages, List<PipelineConfiguration> pipelines, List<String> notes) {
    /** The best member alone. */
    static final String SINGLE = "single";

    private static final String CHANNEL_MISSING = "channel-missing";

    /** The shapes that are ensembles of their own: of {@code NAME} there may be {@code NAME-bagging} and so on. */
    public static final List<String> ENSEMBLES = List.of("bagging", "boosting", "stacking");

    private static final List<String> SHAPES =
            Stream.concat(ENSEMBLES.stream(), Stream.of(SINGLE)).toList();

    public Variants {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        pipelines = List.copyOf(pipelines);
        notes = List.copyOf(notes);
    }

    /**
     * @param measured the stage of each part
     * @param library tells which ensembles are shipped
     */
    static Variants of(List<EvaluationPart> parts, List<MeasuredStage> measured, ModelLibrary library) {
        Map<String, List<MeasuredStage>> stages = new LinkedHashMap<>();
        List<List<StageConfiguration>> extended = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        parts.forEach(part -> extended.add(new ArrayList<>(part.pipeline().stages())));
        for (String shape : SHAPES) {
            if (!measured.stream().allMatch(stage -> shipped(stage, shape, library))) {
                continue;
            }
            List<String> unheard = unheard(parts, measured, shape, library);
            if (!unheard.isEmpty()) {
                notes.addAll(unheard);
                continue;
            }
            List<MeasuredStage> mine = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                mine.add(add(parts.get(i).pipeline(), measured.get(i), shape, extended.get(i)));
            }
            stages.put(shape, List.copyOf(mine));
        }
        List<PipelineConfiguration> pipelines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            PipelineConfiguration shippedPipeline = parts.get(i).pipeline();
            pipelines.add(new PipelineConfiguration(shippedPipeline.name(), shippedPipeline.source(), extended.get(i)));
        }
        return new Variants(stages, pipelines, notes);
    }

    private static boolean shipped(MeasuredStage measured, String shape, ModelLibrary library) {
        if (measured.ensemble().isEmpty()) {
            return false;
        }
        String name = measured.ensemble().get();
        return shape.equals(SINGLE)
                ? library.ensemble(name).bestMember().isPresent()
                : library.offers(name + "-" + shape);
    }

    /**
     * Why a shape cannot be measured. An ensemble does without a member that takes what the recordings lack; one member
     * alone cannot, and that must not keep the ensemble from being measured.
     */
    private static List<String> unheard(
            List<EvaluationPart> parts, List<MeasuredStage> measured, String shape, ModelLibrary library) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; shape.equals(SINGLE) && i < parts.size(); i++) {
            EnsemblePackage whole = library.ensemble(measured.get(i).ensemble().orElseThrow());
            EnsemblePackage.MemberName best = whole.members().stream()
                    .filter(member -> member.model().equals(whole.bestMember().orElseThrow()))
                    .findFirst()
                    .orElseThrow();
            try (Member alone = library.open(best.model(), best.version(), Optional.empty())) {
                alone.bind(new WindowSource(
                        Pipeline.channels(
                                parts.get(i).pipeline(), parts.get(i).source().channels()),
                        Resampler.RATE_HZ));
            } catch (ModelException refused) {
                if (!refused.code().equals(CHANNEL_MISSING)) {
                    throw refused;
                }
                reasons.add(
                        "variant 'single' is not measured: %s (%s)".formatted(refused.getMessage(), CHANNEL_MISSING));
            }
        }
        return reasons;
    }

    /**
     * Adds the measured stage again with another ensemble, over the window that it takes from, and by its verdicts the
     * stage that judges repetitions, where there is one.
     */
    private static MeasuredStage add(
            PipelineConfiguration pipeline, MeasuredStage measured, String shape, List<StageConfiguration> stages) {
        StageGraph.Node node = node(pipeline, measured.id());
        StageConfiguration.Ensemble ensemble = (StageConfiguration.Ensemble) node.configuration();
        StageConfiguration.Ensemble added = new StageConfiguration.Ensemble(
                free(pipeline, measured.id() + "-" + shape),
                ensemble.name() + "-" + shape,
                ensemble.accelerator(),
                List.of(node.window()));
        stages.add(added);
        Optional<String> repetitions = measured.repetitions().map(id -> free(pipeline, id + "-" + shape));
        repetitions.ifPresent(id -> {
            StageConfiguration.Form form = (StageConfiguration.Form)
                    node(pipeline, measured.repetitions().orElseThrow()).configuration();
            stages.add(new StageConfiguration.Form(id, added.id(), form.exercise()));
        });
        return new MeasuredStage(
                measured.station(),
                added.id(),
                measured.step(),
                Optional.of(added.name()),
                repetitions,
                Set.of(added.id()));
    }

    private static StageGraph.Node node(PipelineConfiguration pipeline, String id) {
        return StageGraph.of(pipeline).order().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String free(PipelineConfiguration pipeline, String wanted) {
        Set<String> taken = new HashSet<>();
        pipeline.stages().forEach(stage -> taken.add(stage.id()));
        String id = wanted;
        while (taken.contains(id)) {
            id += "-again";
        }
        return id;
    }

    /** Whether a stage was added by this. */
    boolean added(String stage) {
        return stages.values().stream().flatMap(List::stream).anyMatch(added -> added.id()
                .equals(stage));
    }
}
