package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a model.
 *
 * <p><b>Threads.</b> Any thread may use it, one at a time: who comes while another is inside gets interpreter-busy, never a crash. It may be
 * made on one thread and used on another. Only the tensors' memory belongs to a thread: {@link TfLiteTensor#data} gives each thread its own
 * segments, so a segment is never handed from one thread to another, the tensor is.
 *
 * <p><b>Closing.</b> Interpreter, model and delegates may be closed in any order, by any thread, twice, and during an inference (which then
 * ends first). After that every call is refused as closed. Segments of the thread that closes are refused too. Where another thread that
 * still lives has mapped the tensors, the native memory stays until its segments are collected, so that they cannot point to nothing.
 *
 * <p><b>Cost.</b> {@link #invoke}, and {@link TfLiteTensor#data} after its first call by a thread, allocate nothing.
 */
public final class TfLiteInterpreter implements AutoCloseable {
    private final TfLiteModel model;
    private final CApi api;
    private final NativeInterpreter interpreter;
    private final MemorySegment handle;
    private final Turn turn;
    private final TensorMappings mappings;

    // valid until closed, known from the first allocation
    private volatile List<TfLiteTensor> inputs = List.of();
    private volatile List<TfLiteTensor> outputs = List.of();

    // valid until the next allocation; where the tensors move, until the next inference
    private volatile TensorInfo[] infos = {};
    private boolean allocated;
    /** Some tensor is of dynamic size: inferences may move the others. Known at the allocation, or at the first inference after it. */
    private boolean moving;

    private boolean settled;

    private TfLiteInterpreter(TfLiteModel model, NativeInterpreter interpreter) {
        this.model = model;
        this.api = model.tfLite().api();
        this.interpreter = interpreter;
        this.handle = interpreter.handle();
        this.turn = new Turn(model.name());
        this.mappings = new TensorMappings(
                model.name(), interpreter.lifetime(), model.tfLite().cleaner());
    }

    /**
     * Makes an interpreter and allocates its tensors.
     *
     * @throws TfLiteException model-refused, operator-missing, delegate-refused, allocation-failed (each with TensorFlow Lite's own words),
     *     or closed
     */
    public static TfLiteInterpreter create(TfLiteModel model, InterpreterOptions options) {
        TfLiteInterpreter made = new TfLiteInterpreter(model, NativeInterpreter.create(model, options));
        try {
            made.allocate();
            return made;
        } catch (RuntimeException failure) {
            made.close();
            throw failure;
        }
    }

    /** The inputs; the same objects each time. */
    public List<TfLiteTensor> inputs() {
        turn.refuseClosed();
        return inputs;
    }

    /** The outputs; the same objects each time. */
    public List<TfLiteTensor> outputs() {
        turn.refuseClosed();
        return outputs;
    }

    /** Every tensor of the main graph, weights and intermediate ones too. Costs a few calls each. */
    public List<TensorInfo> tensors() {
        turn.begin();
        try {
            return interpreter.tensors();
        } finally {
            leave();
        }
    }

    /**
     * Asks for another shape of an input; {@link #allocate} must follow. Segments of all tensors are refused from now on.
     *
     * @throws TfLiteException tensor-missing, resize-refused, tensors-held, closed
     */
    public void resizeInput(int index, int... shape) {
        turn.begin();
        try (Arena arena = Arena.ofConfined()) {
            if (index < 0 || index >= api.inputCount(handle)) {
                throw new TfLiteException(
                        TfLiteFailure.TENSOR_MISSING,
                        model.name() + " has no input " + index + "; it has " + api.inputCount(handle)
                                + ", counted from 0");
            }
            if (Arrays.stream(shape).anyMatch(dimension -> dimension < 1)) {
                throw new TfLiteException(
                        TfLiteFailure.RESIZE_REFUSED,
                        "input " + index + " of " + model.name() + " cannot have the shape " + Arrays.toString(shape)
                                + ": dimensions are at least 1");
            }
            mappings.endAll();
            allocated = false;
            interpreter.said();
            int status = api.resizeInput(handle, index, arena.allocateFrom(ValueLayout.JAVA_INT, shape), shape.length);
            if (status != CApi.OK) {
                throw failed(
                        TfLiteFailure.RESIZE_REFUSED,
                        "input " + index + " of " + model.name() + " does not take the shape " + Arrays.toString(shape),
                        status);
            }
        } finally {
            leave();
        }
    }

    /**
     * Allocates the tensors. What they held before is lost; variables are zero.
     *
     * @throws TfLiteException operator-missing, allocation-failed, tensors-held, closed
     */
    public void allocate() {
        turn.begin();
        try {
            mappings.endAll();
            allocated = false;
            interpreter.said();
            int status = api.allocateTensors(handle);
            if (status == CApi.UNRESOLVED_OPERATORS) {
                throw NativeInterpreter.operatorMissing(model, NativeInterpreter.words(interpreter.said()));
            }
            if (status != CApi.OK) {
                throw failed(
                        TfLiteFailure.ALLOCATION_FAILED,
                        "the tensors of " + model.name() + " cannot be allocated",
                        status);
            }
            allocated = true;
            moving = interpreter.hasDynamicTensor();
            settled = moving;
            describe();
            // Warnings; they belong to no later failure.
            interpreter.said();
        } finally {
            leave();
        }
    }

    /**
     * Runs the model once on what the inputs hold, and leaves the results in the outputs.
     *
     * @throws TfLiteException inference-failed (with TensorFlow Lite's own words), not-allocated, interpreter-busy, closed
     */
    public void invoke() {
        turn.begin();
        try {
            if (!allocated) {
                throw notAllocated();
            }
            if (moving) {
                mappings.endAll();
            }
            int status = api.invoke(handle);
            if (!settled) {
                settle();
            }
            if (status != CApi.OK) {
                throw failed(TfLiteFailure.INFERENCE_FAILED, "an inference of " + model.name() + " failed", status);
            }
            if (moving) {
                describe();
            }
        } finally {
            leave();
        }
    }

    /**
     * Sets the variables of a stateful model to zero, as before its first inference. Native code looks at every tensor for that, so do
     * not ask where there are none ({@link #hasVariables}).
     *
     * @throws TfLiteException reset-failed, not-allocated, interpreter-busy, closed
     */
    public void resetVariables() {
        turn.begin();
        try {
            if (!allocated) {
                throw notAllocated();
            }
            int status = api.resetVariables(handle);
            if (status != CApi.OK) {
                throw failed(
                        TfLiteFailure.RESET_FAILED, "the variables of " + model.name() + " cannot be reset", status);
            }
        } finally {
            leave();
        }
    }

    /**
     * The native interpreter, for native code that runs it: a {@code TfLiteInterpreter *}. It must be this thread's alone and stay open
     * meanwhile, which nothing checks.
     */
    public MemorySegment handle() {
        turn.refuseClosed();
        return handle;
    }

    /** Whether the model remembers anything from one inference to the next. */
    public boolean hasVariables() {
        return model.hasVariables();
    }

    /**
     * Whether tensors move with each inference, as their size is known only then. Threads that take turns must each
     * {@link #releaseTensors} before the next one's inference. Known after the first inference.
     */
    public boolean moves() {
        return moving;
    }

    /** Refuses this thread's segments from now on, for example before another thread resizes. Asking a tensor for its data maps it again. */
    public void releaseTensors() {
        turn.begin();
        try {
            mappings.endOfCurrentThread();
        } finally {
            leave();
        }
    }

    @Override
    public void close() {
        if (turn.close()) {
            free();
        }
    }

    /** What the tensor in that place is now: inputs first, then outputs. */
    TensorInfo info(int slot) {
        return infos[slot];
    }

    /** Its segment for the current thread. */
    MemorySegment data(int slot) {
        turn.refuseClosed();
        MemorySegment mapped = mappings.find(slot);
        if (mapped == null) {
            mapped = map(slot);
            // Who closed meanwhile had the new segment refused too.
            turn.refuseClosed();
        }
        return mapped;
    }

    private MemorySegment map(int slot) {
        turn.begin();
        try {
            if (!allocated) {
                throw notAllocated();
            }
            MemorySegment tensor = api.tensor(handle, infos[slot].index());
            MemorySegment data = api.tensorData(tensor);
            long bytes = api.tensorBytes(tensor);
            if (data.address() == 0 && bytes > 0) {
                throw new TfLiteException(
                        TfLiteFailure.NOT_ALLOCATED,
                        "tensor " + infos[slot] + " of " + model.name() + " has no memory"
                                + (moving ? " before the first inference: it is of dynamic size" : ""));
            }
            return mappings.map(slot, infos.length, data, bytes);
        } finally {
            leave();
        }
    }

    /** Some operators make their outputs dynamic only when they first run. */
    private void settle() {
        settled = true;
        moving = interpreter.hasDynamicTensor();
        if (moving) {
            mappings.end();
        }
    }

    private void describe() {
        TensorInfo[] now = interpreter.inputsAndOutputs();
        infos = now;
        if (inputs.isEmpty() && outputs.isEmpty()) {
            int in = api.inputCount(handle);
            inputs = tensors(0, in);
            outputs = tensors(in, now.length);
        }
    }

    private List<TfLiteTensor> tensors(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(slot -> new TfLiteTensor(this, slot))
                .toList();
    }

    private void leave() {
        if (turn.end()) {
            free();
        }
    }

    private void free() {
        mappings.end();
        interpreter.lifetime().release();
    }

    private TfLiteException notAllocated() {
        return new TfLiteException(
                TfLiteFailure.NOT_ALLOCATED,
                "the tensors of " + model.name() + " are not allocated; call allocate first");
    }

    private TfLiteException failed(TfLiteFailure failure, String what, int status) {
        return new TfLiteException(
                failure, what + " (status " + status + "): " + NativeInterpreter.words(interpreter.said()));
    }
}
