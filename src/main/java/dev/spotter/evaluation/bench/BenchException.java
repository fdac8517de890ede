package dev.spotter.evaluation.bench;

import java.io.Serial;
import java.util.Objects;

/** A benchmark that cannot be run: a stable code for programs and a sentence for people. */
public final class BenchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code stable, kebab-case */
    public BenchException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** As above, with the failure that it rests on. */
    public BenchException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * unknown-benchmark, public-model-missing, floor-unbuildable, floor-failed, clock-missing, ffmpeg-missing, ffmpeg-failed, camera-failed,
     * no-ensemble, folder-unusable or interrupted.
     */
    public String code() {
        return code;
    }
}
