package dev.spotter.evaluation;

import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.TrainingNote;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pipelines with, in the place of what was trained on data without a licence, its twin that was trained on class A data
 * alone: of an ensemble {@code NAME} the ensemble {@code NAME-twin}. What was trained on class A data alone is its own twin.
 *
 * @param parts those of the evaluation, in their order, with the twins' pipelines
 * @param notes for people: what is measured in the place of what
 */
public record Twins(List<EvaluationPart> parts, List<String> notes) {
    private static final String SUFFIX = "-twin";

    public Twins {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * The twins of parts.
     *
     * @param library tells which ensembles there are
     * @param store tells what their members were trained on
     * @throws EvaluationException {@code no-twin} if something has none; {@code twin-not-class-a} if a twin was trained on
     *     other data, too
     */
    public static Twins of(List<EvaluationPart> parts, ModelLibrary library, ModelStore store) {
        Set<String> notes = new LinkedHashSet<>();
        List<EvaluationPart> twins = new ArrayList<>();
        for (EvaluationPart part : parts) {
            PipelineConfiguration shipped = part.pipeline();
            List<StageConfiguration> stages = shipped.stages().stream()
                    .map(stage -> twin(stage, library, store, notes))
                    .toList();
            twins.add(new EvaluationPart(
                    new PipelineConfiguration(shipped.name(), shipped.source(), stages), part.source()));
        }
        return new Twins(twins, List.copyOf(notes));
    }

    private static StageConfiguration twin(
            StageConfiguration stage, ModelLibrary library, ModelStore store, Set<String> notes) {
        return switch (stage) {
            case StageConfiguration.Ensemble ensemble -> twin(ensemble, library, store, notes);
            case StageConfiguration.Infer infer -> {
                refuse(infer.model(), others(Stream.of(infer.model()), store));
                yield infer;
            }
            default -> stage;
        };
    }

    private static StageConfiguration twin(
            StageConfiguration.Ensemble shipped, ModelLibrary library, ModelStore store, Set<String> notes) {
        String name = shipped.name();
        String twin = name + SUFFIX;
        if (!library.offers(twin)) {
            refuse(name, others(models(library.ensemble(name)), store));
            notes.add("'%s' was trained on class A data alone and is measured as it is".formatted(name));
            return shipped;
        }
        List<String> others = others(models(library.ensemble(twin)), store);
        if (!others.isEmpty()) {
            throw new EvaluationException(
                    "twin-not-class-a",
                    "'%s' is no twin of class A: it was trained on %s".formatted(twin, String.join(", ", others)));
        }
        notes.add("'%s' is measured in the place of '%s'".formatted(twin, name));
        return new StageConfiguration.Ensemble(
                shipped.id(), twin, shipped.accelerator(), shipped.inputs(), shipped.lanes(), shipped.deadline());
    }

    private static void refuse(String name, List<String> others) {
        if (!others.isEmpty()) {
            throw new EvaluationException(
                    "no-twin",
                    "'%s' was trained on %s, and there is no '%s' that was trained on class A data alone"
                            .formatted(name, String.join(", ", others), name + SUFFIX));
        }
    }

    private static Stream<String> models(EnsemblePackage ensemble) {
        Stream<String> members = ensemble.memberNames().stream();
        return ensemble.combination() instanceof Combination.StackingModel above
                ? Stream.concat(members, Stream.of(above.model()))
                : members;
    }

    /** The data of other classes that models were trained on: {@code sisfall (class C)}. */
    private static List<String> others(Stream<String> models, ModelStore store) {
        return models.flatMap(model -> store.find(model).training().data().stream())
                .filter(data -> data.grade() != TrainingNote.Grade.A)
                .map(data -> "%s (class %s)".formatted(data.name(), data.grade()))
                .distinct()
                .toList();
    }
}
