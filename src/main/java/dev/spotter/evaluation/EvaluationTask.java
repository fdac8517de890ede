package dev.spotter.evaluation;

import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be evaluated: the profile whose pipeline is measured, the stage of it that is listened to, and who scores
 * what it says. A new task is a constant here, a {@link RecordingScorer}, and a reader of its recordings in
 * {@code capture}.
 */
public enum EvaluationTask {
    /** The exercise that is recognised. */
    IMU_EXERCISE(
            "imu-exercise",
            "verdicts",
            "demo.yaml",
            MeasuredStage::recognising,
            Optional.of(Duration.ofSeconds(5)),
            (stages, _) -> new ExerciseScorer(
                    stages.getFirst().id(), stages.getFirst().step().toNanos())),
    /** The repetitions that are counted. */
    IMU_REPS(
            "imu-reps",
            "sets",
            "demo.yaml",
            MeasuredStage::counting,
            Optional.empty(),
            (stages, _) -> new RepetitionScorer(stages.getFirst().id())),
    /** Falls, by a sensor at the waist or at the wrist; the profile has a pipeline named after each. */
    IMU_FALL("imu-fall", "recordings", "fall.yaml", MeasuredStage::ensemble, Optional.empty(), FallScorer::new),
    /** How biceps curls are done, by sensors at the belt, the arm and the dumbbell. */
    IMU_FORM(
            "imu-form",
            "windows",
            "imu-form.yaml",
            MeasuredStage::form,
            Optional.of(Duration.ofMillis(2500)),
            (stages, _) -> new FormScorer(stages.getFirst())),
    /** Form by body key points, frame by frame; the profile has a pipeline named after each exercise. */
    POSE_FORM("pose-form", "frames", "pose-form.yaml", MeasuredStage::ensemble, Optional.empty(), PoseFormScorer::new);

    /** Makes the scorer of a task. */
    @FunctionalInterface
    interface Scoring {
        /**
         * @param stages what it listens to, a stage for each part of the evaluation; there is at least one
         * @param library where the ensembles of the stages are described
         */
        RecordingScorer of(List<MeasuredStage> stages, ModelLibrary library);
    }

    private final String word;
    private final String unit;
    private final String profile;
    private final MeasuredStage.Choice stage;
    private final Optional<Duration> longestContext;
    private final Scoring scoring;

    EvaluationTask(
            String word,
            String unit,
            String profile,
            MeasuredStage.Choice stage,
            Optional<Duration> longestContext,
            Scoring scoring) {
        this.word = word;
        this.unit = unit;
        this.profile = profile;
        this.stage = stage;
        this.longestContext = longestContext;
        this.scoring = scoring;
    }

    /** The name on the command line and in the report. */
    public String word() {
        return word;
    }

    /** What the report counts, in the plural. */
    public String unit() {
        return unit;
    }

    /** The file name of the shipped profile whose pipeline is measured. */
    public String profile() {
        return profile;
    }

    /** Whether a pipeline has a stage that this task scores. */
    public boolean measures(PipelineConfiguration pipeline) {
        return stage.in(pipeline).isPresent();
    }

    /**
     * The stage of a pipeline that is scored.
     *
     * @throws EvaluationException {@code pipeline-not-measurable} if it has none
     */
    public MeasuredStage stage(PipelineConfiguration pipeline) {
        return stage.in(pipeline)
                .orElseThrow(() -> new EvaluationException(
                        "pipeline-not-measurable",
                        "pipeline '%s' has no stage that %s could measure".formatted(pipeline.name(), word)));
    }

    /** How far before it a verdict may look, smoothing included; empty where it may look back as far as it wants. */
    Optional<Duration> longestContext() {
        return longestContext;
    }

    /** What is true at an instant, for {@code ensemble fit}; empty where no ensemble is fitted for the task. */
    public Optional<InstantTruth> truth() {
        return switch (this) {
            case IMU_EXERCISE -> Optional.of(InstantTruth::ofLabel);
            case IMU_FALL -> Optional.of(new FallTruth());
            case IMU_FORM -> Optional.of(new FormTruth());
            case POSE_FORM -> Optional.of((recording, _) -> Optional.of(recording.label()));
            default -> Optional.empty();
        };
    }

    RecordingScorer scorer(List<MeasuredStage> stages, ModelLibrary library) {
        return scoring.of(stages, library);
    }

    /** All names, for people: {@code a, b and c}. */
    public static String words() {
        List<String> words = Arrays.stream(values()).map(EvaluationTask::word).toList();
        return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " and " + words.getLast();
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
                        "unknown-task", "there is no task '%s'; there are %s".formatted(word, words())));
    }
}
