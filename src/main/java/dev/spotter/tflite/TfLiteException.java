package dev.spotter.tflite;

/** A failure in this room: a stable code, and a sentence that carries TensorFlow Lite's or the plugin's own words where there are any. */
public final class TfLiteException extends RuntimeException {
    private final TfLiteFailure failure;

    public TfLiteException(TfLiteFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    public TfLiteException(TfLiteFailure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public TfLiteFailure failure() {
        return failure;
    }

    /** Stable, in kebab-case, for example {@code operator-missing}. */
    public String code() {
        return failure.code();
    }
}
