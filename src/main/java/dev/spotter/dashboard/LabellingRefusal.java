package dev.spotter.dashboard;

import java.util.Objects;

/** Labelling that was not done: a stable code for programs and a sentence for people. */
public final class LabellingRefusal extends RuntimeException {
    private final String code;

    /**
     * @param code stable, kebab-case
     * @param sentence what is wrong, and what would be right
     */
    public LabellingRefusal(String code, String sentence) {
        super(sentence);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Nothing is being recorded, so there is nothing to label. */
    public static LabellingRefusal nothingRecorded() {
        return new LabellingRefusal("nothing-recorded", "nothing is being recorded by hand; `spotter record` does it");
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
