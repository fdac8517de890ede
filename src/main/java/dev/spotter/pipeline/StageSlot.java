package dev.spotter.pipeline;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import java.util.List;
import java.util.Map;

/**
 * Holds one stage in its place and keeps its failures from the others: what it throws is counted and said until a whole
 * step went well again, and the stages that take from it are left out of the step.
 */
final class StageSlot implements AutoCloseable {
    private static final long NEVER = Long.MIN_VALUE;

    private final String id;
    private final Stage stage;
    private final List<StageSlot> needed;
    private final int windowBit;

    private boolean failedSinceStep;
    private long saidNanos = NEVER;
    private long stepNanos;
    private volatile long failures;
    private volatile String problem;

    /**
     * @param needed the slots without which the stage has nothing to do at a step
     * @param windowBit the bit of the window that it follows
     */
    StageSlot(String id, Stage stage, List<StageSlot> needed, int windowBit) {
        this.id = id;
        this.stage = stage;
        this.needed = List.copyOf(needed);
        this.windowBit = windowBit;
    }

    void requireContinues(StageSlot earlier) {
        stage.requireContinues(earlier.stage);
    }

    /** The stage goes on where the earlier one was; that one's failures are not its own. */
    void continueFrom(StageSlot earlier) {
        stage.continueFrom(earlier.stage);
    }

    String id() {
        return id;
    }

    boolean follows(int due) {
        return (due & windowBit) != 0;
    }

    void sample(long timeNanos, float[] values) {
        try {
            stage.sample(timeNanos, values);
        } catch (RuntimeException | LinkageError failure) {
            failed(failure);
        }
    }

    void step(long timeNanos) {
        for (int i = 0; i < needed.size(); i++) {
            if (!needed.get(i).said(timeNanos)) {
                return;
            }
        }
        long startNanos = System.nanoTime();
        try {
            stage.step(timeNanos);
            saidNanos = timeNanos;
            if (!failedSinceStep && problem != null) {
                problem = null;
            }
        } catch (RuntimeException | LinkageError failure) {
            failed(failure);
        }
        stepNanos = System.nanoTime() - startNanos;
        failedSinceStep = false;
    }

    void gap() {
        try {
            stage.gap();
        } catch (RuntimeException | LinkageError failure) {
            failed(failure);
        }
    }

    void end() {
        try {
            stage.end();
        } catch (RuntimeException | LinkageError failure) {
            failed(failure);
        }
    }

    /** Whether the stage did its work at the step of this time. */
    boolean said(long timeNanos) {
        return saidNanos == timeNanos;
    }

    /** What the stage said at its last step; only of a stage that classifies. */
    Classification verdict() {
        return (Classification) ((FindingStage) stage).finding();
    }

    /** How long its last step took, be it a failed one. */
    long stepNanos() {
        return stepNanos;
    }

    /** What the stage would have said at its last step without those before; only of a stage that says what it sees. */
    Finding instant() {
        return ((FindingStage) stage).instant();
    }

    /** What the stage tells apart; only of a stage that says what it sees. */
    List<String> labels() {
        return ((FindingStage) stage).labels();
    }

    /** What the stage said at its last step; only of a stage that detects. */
    Detections detections() {
        return (Detections) ((FindingStage) stage).finding();
    }

    /** How often the stage failed. */
    long failures() {
        return failures;
    }

    /** The failure that holds, or {@code null}. */
    String problem() {
        return problem;
    }

    Map<String, String> problems() {
        return stage.problems();
    }

    @Override
    public void close() {
        stage.close();
    }

    private void failed(Throwable failure) {
        failedSinceStep = true;
        failures = failures + 1;
        problem = "stage '%s' fails (%d so far): %s".formatted(id, failures, failure);
        try {
            stage.restart();
        } catch (RuntimeException | LinkageError again) {
            problem += "; nor can it be started again: " + again;
        }
    }
}
