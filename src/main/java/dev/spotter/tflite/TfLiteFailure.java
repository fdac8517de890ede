package dev.spotter.tflite;

/** What can go wrong in this room, each with a stable code that others may match on. */
public enum TfLiteFailure {
    /** No library for this machine's architecture in the artifact, or one of another architecture at a given path. */
    ARCHITECTURE_UNSUPPORTED("architecture-unsupported"),
    /** TensorFlow Lite's library is not where it should be. */
    LIBRARY_MISSING("library-missing"),
    /** There is a library, but it cannot be unpacked, opened, or lacks a function that is needed. */
    LIBRARY_UNUSABLE("library-unusable"),
    /** A model file cannot be read. */
    MODEL_UNREADABLE("model-unreadable"),
    /** The bytes are no model: TensorFlow Lite's verifier refused them. */
    MODEL_INVALID("model-invalid"),
    /** The bytes are a model, but TensorFlow Lite cannot build an interpreter from it. */
    MODEL_REFUSED("model-refused"),
    /** The model needs an operator that this TensorFlow Lite does not have. */
    OPERATOR_MISSING("operator-missing"),
    /** The tensors could not be allocated, for another reason than a missing operator. */
    ALLOCATION_FAILED("allocation-failed"),
    /** An inference failed. */
    INFERENCE_FAILED("inference-failed"),
    /** Variables could not be reset. */
    RESET_FAILED("reset-failed"),
    /** An input does not take the shape that was asked for. */
    RESIZE_REFUSED("resize-refused"),
    /** The delegate's library is not where it should be. */
    DELEGATE_LIBRARY_MISSING("delegate-library-missing"),
    /** There is a delegate's library, but the loader cannot open it. */
    DELEGATE_LIBRARY_UNUSABLE("delegate-library-unusable"),
    /** The delegate's library lacks one of the two functions of a plugin. */
    DELEGATE_SYMBOL_MISSING("delegate-symbol-missing"),
    /** The plugin gave no delegate, or the delegate refused the model. */
    DELEGATE_REFUSED("delegate-refused"),
    /** There is no tensor of that index. */
    TENSOR_MISSING("tensor-missing"),
    /** The tensor is of another type or size than the access needs. */
    TENSOR_TYPE("tensor-type"),
    /** A tensor's memory is still mapped by another thread, so it cannot move. */
    TENSORS_HELD("tensors-held"),
    /** The inputs were resized, or allocating failed, and nothing is allocated now. */
    NOT_ALLOCATED("not-allocated"),
    /** Another thread is using the interpreter right now. */
    INTERPRETER_BUSY("interpreter-busy"),
    /** It was closed before. */
    CLOSED("closed");

    private final String code;

    TfLiteFailure(String code) {
        this.code = code;
    }

    /** Stable, in kebab-case. */
    public String code() {
        return code;
    }
}
