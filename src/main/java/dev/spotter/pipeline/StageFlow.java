package dev.spotter.pipeline;

import java.util.Set;

/** What flows from one stage to the next. */
enum StageFlow {
    SAMPLES("windows of samples"),
    VERDICTS("verdicts"),
    SIGHTS("what a model sees in a frame"),
    SETS("repetitions and sets"),
    FORMS("repetitions and their form");

    private final String words;

    StageFlow(String words) {
        this.words = words;
    }

    /** What it is, for a person. */
    String words() {
        return words;
    }

    /** Whether a stage can stand in a pipeline over frames. */
    static boolean ofFrames(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Infer _, StageConfiguration.Ensemble _ -> true;
            case StageConfiguration.Window _, StageConfiguration.Reps _, StageConfiguration.Form _ -> false;
        };
    }

    /** What a stage gives. What a model sees, its package says. */
    static StageFlow given(StageConfiguration stage, PipelineConfiguration.Given source) {
        return switch (stage) {
            case StageConfiguration.Window _ -> SAMPLES;
            case StageConfiguration.Infer _ -> source == PipelineConfiguration.Given.FRAMES ? SIGHTS : VERDICTS;
            case StageConfiguration.Ensemble _ -> VERDICTS;
            case StageConfiguration.Reps _ -> SETS;
            case StageConfiguration.Form _ -> FORMS;
        };
    }

    /** What a stage can take. */
    static Set<StageFlow> taken(StageConfiguration stage, PipelineConfiguration.Given source) {
        if (source == PipelineConfiguration.Given.FRAMES) {
            return Set.of(SIGHTS);
        }
        return switch (stage) {
            case StageConfiguration.Window _ -> Set.of();
            case StageConfiguration.Infer _ -> Set.of(SAMPLES);
            case StageConfiguration.Ensemble _ -> Set.of(SAMPLES, VERDICTS);
            case StageConfiguration.Reps _, StageConfiguration.Form _ -> Set.of(VERDICTS);
        };
    }

    /** Whether a stage that does not say from whom it takes must take from some stage: a model looks at the whole frame. */
    static boolean needsStage(StageConfiguration stage, PipelineConfiguration.Given source) {
        boolean looksAtFrames =
                source == PipelineConfiguration.Given.FRAMES && stage instanceof StageConfiguration.Infer;
        return !looksAtFrames && !taken(stage, source).isEmpty();
    }

    /** What a stage over samples takes that does not say from whom. */
    static StageFlow takenByDefault(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Reps _, StageConfiguration.Form _ -> VERDICTS;
            default -> SAMPLES;
        };
    }
}
