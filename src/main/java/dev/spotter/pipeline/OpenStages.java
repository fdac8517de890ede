package dev.spotter.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of a pipeline, each after those that it waits for, their models, and who takes what they find. One thread at a
 * time, but for what is read of them.
 */
final class OpenStages implements Generation<OpenStages> {
    private final List<StageSlot> slots;
    private final List<? extends MeasuredModel> models;
    private final StageOutput output;

    /** @param slots in the order in which they run */
    OpenStages(List<StageSlot> slots, List<? extends MeasuredModel> models, StageOutput output) {
        this.slots = List.copyOf(slots);
        this.models = List.copyOf(models);
        this.output = output;
    }

    @Override
    public void requireContinues(OpenStages earlier) {
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).requireContinues(earlier.slots.get(i));
        }
    }

    /** Counts and times of a model whose name and version stay go on. */
    @Override
    public void continueFrom(OpenStages earlier) {
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).continueFrom(earlier.slots.get(i));
        }
        for (MeasuredModel model : models) {
            earlier.models.stream()
                    .filter(before -> before.statistics().isOfSame(model.statistics()))
                    .findFirst()
                    .ifPresent(model::countOn);
        }
    }

    void sample(long timeNanos, float[] values) {
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).sample(timeNanos, values);
        }
    }

    /** Runs the stages that follow one of the windows that are due, and says that time has come so far. */
    void step(int due, long timeNanos) {
        for (int i = 0; i < slots.size(); i++) {
            StageSlot slot = slots.get(i);
            if (slot.follows(due)) {
                slot.step(timeNanos);
            }
        }
        output.advanced(timeNanos);
    }

    void gap() {
        slots.forEach(StageSlot::gap);
    }

    void end() {
        slots.forEach(StageSlot::end);
    }

    List<StageSlot> slots() {
        return slots;
    }

    /** The stage of an identifier. */
    StageSlot slot(String id) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).id().equals(id)) {
                return slots.get(i);
            }
        }
        throw new IllegalArgumentException("there is no stage '" + id + "'");
    }

    /** How long the last step took of the stages that follow one of these windows. */
    long stepNanos(int due) {
        long sum = 0;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).follows(due)) {
                sum += slots.get(i).stepNanos();
            }
        }
        return sum;
    }

    StageOutput output() {
        return output;
    }

    List<PipelineStatistics.Model> models() {
        return models.stream().map(MeasuredModel::statistics).toList();
    }

    /** What is wrong now; where two stages have the same trouble, their sentences stand together. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>(output.problems());
        for (StageSlot slot : slots) {
            String failure = slot.problem();
            if (failure != null) {
                add(problems, Map.of("stage-failed", failure));
            }
            add(problems, slot.problems());
        }
        models.forEach(model -> add(problems, model.problems()));
        return problems;
    }

    private static void add(Map<String, String> problems, Map<String, String> more) {
        more.forEach((code, sentence) -> problems.merge(code, sentence, (one, other) -> one + "; " + other));
    }

    @Override
    public void close() {
        closeAll(slots);
    }

    /** Closes all, whatever one of them throws; that is thrown in the end. */
    static void closeAll(List<? extends AutoCloseable> parts) {
        PipelineException failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new PipelineException("close-failed", "a stage could not be closed: " + e, e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
