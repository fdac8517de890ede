package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSING = 2;
    private static final int CLOSED = 3;
    /** {@code kTfLiteDynamic} and {@code kTfLiteVariantObject}: allocated during an inference. */
    private static final int DYNAMIC = 4;

    private static final int VARIANT_OBJECT = 7;

    private final TfLiteModel model;
    private final CApi api;
    private final NativeInterpreter interpreter;
    private final MemorySegment handle;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    // valid from one allocation to the next
    private volatile List<TfLiteTensor> inputs = List.of();
    private volatile List<TfLiteTensor> outputs = List.of();
    private volatile int generation;
    private boolean allocated;
    /** Some tensor is of dynamic size: inferences may move the others. */
    private boolean moving;

    // mappings: that of the thread that asked last, and those of other threads before it
    private volatile TensorMapping mapping;
    private final List<TensorMapping> displaced = new ArrayList<>();

    private TfLiteInterpreter(TfLiteModel model, NativeInterpreter interpreter) {
        this.model = model;
        this.api = model.tfLite().api();
        this.interpreter = interpreter;
        this.handle = interpreter.handle();
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

    /** The inputs, as of the last allocation. */
    public List<TfLiteTensor> inputs() {
        refuseClosed();
        return inputs;
    }

    /** The outputs, as of the last allocation; where tensors are of dynamic size, as of the last inference. */
    public List<TfLiteTensor> outputs() {
        refuseClosed();
        return outputs;
    }

    /** Every tensor of the main graph, weights and intermediate ones too. Costs a few calls each. */
    public List<TensorInfo> tensors() {
        enter();
        try {
            List<TensorInfo> all = new ArrayList<>();
            MemorySegment tensor;
            while ((tensor = api.tensor(handle, all.size())).address() != 0) {
                all.add(TensorInfo.read(api, tensor, all.size()));
            }
            return all;
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
        enter();
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
            unmapAll();
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
     * Allocates the tensors. Their data, variables included, is undefined before the first write; tensors from before are stale.
     *
     * @throws TfLiteException operator-missing, allocation-failed, tensors-held, closed
     */
    public void allocate() {
        enter();
        try {
            unmapAll();
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
            moving = hasDynamicTensor();
            describe();
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
        enter();
        try {
            if (!allocated) {
                throw notAllocated();
            }
            if (moving) {
                unmapAll();
            }
            int status = api.invoke(handle);
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
     * Sets the variables of a stateful model to zero, as before its first inference.
     *
     * @throws TfLiteException reset-failed, not-allocated, interpreter-busy, closed
     */
    public void resetVariables() {
        enter();
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

    /** Refuses this thread's segments from now on, for example before another thread resizes. Asking a tensor for its data maps it again. */
    public void releaseTensors() {
        enter();
        try {
            TensorMapping current = mapping;
            if (current != null && current.isOfCurrentThread()) {
                current.end();
                mapping = null;
            }
            displaced.removeIf(other -> other.isOfCurrentThread() && other.end());
        } finally {
            leave();
        }
    }

    @Override
    public void close() {
        while (true) {
            if (state.get() >= CLOSING || state.compareAndSet(BUSY, CLOSING)) {
                return;
            }
            if (state.compareAndSet(IDLE, CLOSED)) {
                free();
                return;
            }
        }
    }

    /** The segment of that tensor for the current thread. */
    MemorySegment data(TfLiteTensor tensor) {
        refuseClosed();
        TensorMapping current = mapping;
        if (current != null && current.isOfCurrentThread() && tensor.generation() == generation) {
            MemorySegment mapped = current.get(tensor.slot());
            if (mapped != null) {
                return mapped;
            }
        }
        return map(tensor);
    }

    private MemorySegment map(TfLiteTensor tensor) {
        enter();
        try {
            if (!allocated) {
                throw notAllocated();
            }
            if (tensor.generation() != generation) {
                throw new TfLiteException(
                        TfLiteFailure.TENSOR_STALE,
                        "tensor " + tensor + " of " + model.name()
                                + " is from before the last allocation; ask the interpreter for it again");
            }
            MemorySegment data = api.tensorData(tensor.handle());
            if (data.address() == 0 && tensor.byteSize() > 0) {
                throw new TfLiteException(
                        TfLiteFailure.NOT_ALLOCATED,
                        "tensor " + tensor + " of " + model.name() + " has no memory"
                                + (moving ? " before the first inference: it is of dynamic size" : ""));
            }
            return ofCurrentThread().map(tensor.slot(), data, tensor.byteSize());
        } finally {
            leave();
        }
    }

    private TensorMapping ofCurrentThread() {
        TensorMapping current = mapping;
        if (current != null && current.isOfCurrentThread()) {
            return current;
        }
        if (current != null) {
            displaced.add(current);
            displaced.removeIf(other -> !other.isOfCurrentThread() && other.end());
        }
        TensorMapping made = new TensorMapping(
                inputs.size() + outputs.size(),
                interpreter.lifetime(),
                model.tfLite().cleaner());
        mapping = made;
        return made;
    }

    /** The memory is about to move: nobody may hold a segment of it. */
    private void unmapAll() {
        TensorMapping current = mapping;
        if (current != null) {
            displaced.add(current);
            mapping = null;
        }
        displaced.removeIf(TensorMapping::end);
        if (!displaced.isEmpty()) {
            throw new TfLiteException(
                    TfLiteFailure.TENSORS_HELD,
                    "thread " + displaced.getFirst().ownerName() + " still maps the tensors of " + model.name()
                            + "; it must call releaseTensors before they can move");
        }
    }

    private void describe() {
        int next = generation + 1;
        List<TfLiteTensor> in = new ArrayList<>();
        for (int i = 0; i < api.inputCount(handle); i++) {
            in.add(tensor(api.input(handle, i), i, next));
        }
        List<TfLiteTensor> out = new ArrayList<>();
        for (int i = 0; i < api.outputCount(handle); i++) {
            out.add(tensor(api.output(handle, i), in.size() + i, next));
        }
        generation = next;
        inputs = List.copyOf(in);
        outputs = List.copyOf(out);
    }

    private TfLiteTensor tensor(MemorySegment tensor, int slot, int next) {
        return new TfLiteTensor(this, tensor, slot, next, TensorInfo.read(api, tensor, -1));
    }

    private boolean hasDynamicTensor() {
        MemorySegment tensor;
        for (int i = 0; (tensor = api.tensor(handle, i)).address() != 0; i++) {
            int allocation = api.tensorAllocation(tensor);
            if (allocation == DYNAMIC || allocation == VARIANT_OBJECT) {
                return true;
            }
        }
        return false;
    }

    private void enter() {
        int seen = state.compareAndExchange(IDLE, BUSY);
        if (seen == BUSY) {
            throw new TfLiteException(
                    TfLiteFailure.INTERPRETER_BUSY, "another thread is using the interpreter of " + model.name());
        }
        if (seen != IDLE) {
            throw closed();
        }
    }

    private void leave() {
        if (!state.compareAndSet(BUSY, IDLE)) {
            // Closed by someone meanwhile, who left the freeing to us.
            state.set(CLOSED);
            free();
        }
    }

    private void free() {
        TensorMapping current = mapping;
        mapping = null;
        if (current != null) {
            current.end();
        }
        displaced.forEach(TensorMapping::end);
        displaced.clear();
        interpreter.lifetime().release();
    }

    private void refuseClosed() {
        if (state.get() >= CLOSING) {
            throw closed();
        }
    }

    private TfLiteException closed() {
        return new TfLiteException(TfLiteFailure.CLOSED, "the interpreter of " + model.name() + " is closed");
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
