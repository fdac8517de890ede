package dev.spotter.evaluation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be evaluated. */
public enum EvaluationTask {
    /** The exercise that is recognised. */
    IMU_EXERCISE("imu-exercise"),
    /** The repetitions that are counted. */
    IMU_REPS("imu-reps");

    private final String word;

    EvaluationTask(String word) {
        this.word = word;
    }

    /** The name on the command line and in the report. */
    public String word() {
        return word;
    }

    /**
     * The task of that name.
     *
     * @throws EvaluationException {@code unknown-task}
     */
    public static EvaluationTask of(String word) {
        return Arrays.stream(values())
                .filter(task -> task.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new EvaluationException(
                        "unknown-task",
                        "there is no task '%s'; there are %s"
                                .formatted(
                                        word,
                                        Arrays.stream(values())
                                                .map(EvaluationTask::word)
                                                .collect(Collectors.joining(" and ")))));
    }
}
