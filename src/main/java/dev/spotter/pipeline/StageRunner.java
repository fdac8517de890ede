package dev.spotter.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the stages of a pipeline over its samples, each after those that it waits for. One thread at a time, but for
 * what is read of it.
 */
final class StageRunner implements SampleFeed, AutoCloseable {
    private final SampleRing ring;
    private final List<StageSlot> slots;
    private final List<TimedMember> models;
    private final StageOutput output;

    private long newestNanos;
    private boolean sampledSinceEnd;
    private volatile long samples;
    private volatile long windows;

    /**
     * @param slots in the order in which they run
     */
    StageRunner(SampleRing ring, List<StageSlot> slots, List<TimedMember> models, StageOutput output) {
        this.ring = ring;
        this.slots = List.copyOf(slots);
        this.models = List.copyOf(models);
        this.output = output;
    }

    @Override
    public void sample(long timeNanos, float[] values, int due) {
        ring.add(values);
        newestNanos = timeNanos;
        sampledSinceEnd = true;
        samples = samples + 1;
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).sample(timeNanos, values);
        }
        if (due == 0) {
            return;
        }
        windows = windows + Integer.bitCount(due);
        for (int i = 0; i < slots.size(); i++) {
            StageSlot slot = slots.get(i);
            if (slot.follows(due)) {
                slot.step(timeNanos);
            }
        }
        output.advanced(timeNanos);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        ring.clear();
        slots.forEach(StageSlot::gap);
    }

    @Override
    public void end() {
        ring.clear();
        slots.forEach(StageSlot::end);
        if (sampledSinceEnd) {
            sampledSinceEnd = false;
            output.advanced(newestNanos);
        }
    }

    long samples() {
        return samples;
    }

    long windows() {
        return windows;
    }

    List<PipelineStatistics.Model> models() {
        return models.stream().map(TimedMember::statistics).toList();
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
