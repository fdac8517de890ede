package dev.spotter.dashboard;

import java.util.Objects;

/** A picture that there is none of: a stable code for programs and a sentence for people. */
public final class NoPicture extends RuntimeException {
    private final String code;

    /**
     * @param code stable, kebab-case
     * @param sentence what there is none of, and why
     */
    public NoPicture(String code, String sentence) {
        super(sentence);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
