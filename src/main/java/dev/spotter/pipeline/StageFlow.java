package dev.spotter.pipeline;

import java.util.Set;

/** What flows from one stage to the next. */
enum StageFlow {
    SAMPLES("windows of samples"),
    VERDICTS("verdicts"),
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

    /** What a stage gives. */
    static StageFlow given(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Window _ -> SAMPLES;
            case StageConfiguration.Infer _, StageConfiguration.Ensemble _ -> VERDICTS;
            case StageConfiguration.Reps _ -> SETS;
            case StageConfiguration.Form _ -> FORMS;
        };
    }

    /** What a stage can take. */
    static Set<StageFlow> taken(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Window _ -> Set.of();
            case StageConfiguration.Infer _ -> Set.of(SAMPLES);
            case StageConfiguration.Ensemble _ -> Set.of(SAMPLES, VERDICTS);
            case StageConfiguration.Reps _, StageConfiguration.Form _ -> Set.of(VERDICTS);
        };
    }

    /** What a stage takes that does not say from whom. */
    static StageFlow takenByDefault(StageConfiguration stage) {
        return switch (stage) {
            case StageConfiguration.Reps _, StageConfiguration.Form _ -> VERDICTS;
            default -> SAMPLES;
        };
    }
}
