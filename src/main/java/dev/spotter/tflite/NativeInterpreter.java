package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The native interpreter with all that it needs: its model, its delegates, its error reporter. Freed together, in the right order, when the
 * last user lets go.
 */
final class NativeInterpreter {
    private static final long XNNPACK_THREADS_AT = 0;
    private static final String OPERATOR_NOT_FOUND = "Didn't find op";

    /** {@code kTfLiteDynamic} and {@code kTfLiteVariantObject}: allocated during an inference. */
    private static final Set<Integer> DYNAMIC = Set.of(4, 7);

    private final TfLiteModel model;
    private final MemorySegment handle;
    private final ErrorLog log;
    private final List<ExternalDelegate> delegates;
    private final Lifetime lifetime;

    private NativeInterpreter(
            TfLiteModel model,
            MemorySegment handle,
            ErrorLog log,
            List<ExternalDelegate> delegates,
            Lifetime lifetime) {
        this.model = model;
        this.handle = handle;
        this.log = log;
        this.delegates = delegates;
        this.lifetime = lifetime;
    }

    static NativeInterpreter create(TfLiteModel model, InterpreterOptions options) {
        NativeInterpreter created = tryCreate(model, options);
        if (created.handle.address() == 0) {
            String said = created.said();
            created.lifetime.release();
            throw refusal(model, options, said);
        }
        return created;
    }

    MemorySegment handle() {
        return handle;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    /** What TensorFlow Lite and the plugins reported since the last time; empty if nothing. */
    String said() {
        StringBuilder said = new StringBuilder(log.drain());
        for (ExternalDelegate delegate : delegates) {
            String words = delegate.said();
            if (!words.isEmpty()) {
                said.append(said.isEmpty() ? "" : "; ").append(words);
            }
        }
        return said.toString();
    }

    /** Inputs first, then outputs. */
    TensorInfo[] inputsAndOutputs() {
        CApi api = api();
        int inputs = api.inputCount(handle);
        TensorInfo[] infos = new TensorInfo[inputs + api.outputCount(handle)];
        for (int slot = 0; slot < infos.length; slot++) {
            int index = slot < inputs ? api.inputIndex(handle, slot) : api.outputIndex(handle, slot - inputs);
            MemorySegment tensor = api.tensor(handle, index);
            if (tensor.address() == 0) {
                throw new TfLiteException(
                        TfLiteFailure.MODEL_REFUSED,
                        model.name() + " names tensor " + index
                                + " among its inputs and outputs, and has no such tensor");
            }
            infos[slot] = TensorInfo.read(api, tensor, index);
        }
        return infos;
    }

    /** Every tensor of the main graph. */
    List<TensorInfo> tensors() {
        List<TensorInfo> all = new ArrayList<>();
        MemorySegment tensor;
        while ((tensor = api().tensor(handle, all.size())).address() != 0) {
            all.add(TensorInfo.read(api(), tensor, all.size()));
        }
        return all;
    }

    boolean hasDynamicTensor() {
        MemorySegment tensor;
        for (int i = 0; (tensor = api().tensor(handle, i)).address() != 0; i++) {
            if (DYNAMIC.contains(api().tensorAllocation(tensor))) {
                return true;
            }
        }
        return false;
    }

    private CApi api() {
        return model.tfLite().api();
    }

    /** With a null handle if TensorFlow Lite refused. */
    private static NativeInterpreter tryCreate(TfLiteModel model, InterpreterOptions options) {
        CApi api = model.tfLite().api();
        ErrorLog log = new ErrorLog();
        Arena kept = Arena.ofAuto();
        List<Lifetime> used = new ArrayList<>();
        try {
            used.add(model.use());
            for (ExternalDelegate delegate : options.delegates()) {
                used.add(delegate.use());
            }
        } catch (TfLiteException closed) {
            used.forEach(Lifetime::release);
            throw closed;
        }
        MemorySegment xnnpack = options.xnnpack() ? xnnpack(api, options.threads()) : MemorySegment.NULL;
        MemorySegment nativeOptions = api.optionsCreate();
        api.optionsSetThreads(nativeOptions, options.threads());
        api.optionsSetErrorReporter(nativeOptions, log.reporter(kept));
        options.delegates().forEach(delegate -> api.optionsAddDelegate(nativeOptions, delegate.handle()));
        if (xnnpack.address() != 0) {
            api.optionsAddDelegate(nativeOptions, xnnpack);
        }
        MemorySegment handle = api.interpreterCreate(model.handle(), nativeOptions);
        api.optionsDelete(nativeOptions);
        Lifetime lifetime = new Lifetime(() -> {
            if (handle.address() != 0) {
                api.interpreterDelete(handle);
            }
            if (xnnpack.address() != 0) {
                api.xnnpackDelete(xnnpack);
            }
            used.reversed().forEach(Lifetime::release);
            // Until here: the interpreter had a pointer to its reporter.
            Reference.reachabilityFence(kept);
        });
        return new NativeInterpreter(model, handle, log, options.delegates(), lifetime);
    }

    private static MemorySegment xnnpack(CApi api, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options = api.xnnpackOptionsDefault(arena);
            options.set(ValueLayout.JAVA_INT, XNNPACK_THREADS_AT, threads);
            return api.xnnpackCreate(options);
        }
    }

    /** TensorFlow Lite gives one null for every reason. Without delegates it shows whose fault it was. */
    private static TfLiteException refusal(TfLiteModel model, InterpreterOptions options, String said) {
        NativeInterpreter plain = tryCreate(model, InterpreterOptions.builtin(1));
        try {
            if (plain.handle.address() == 0) {
                String words = words(plain.said());
                return words.contains(OPERATOR_NOT_FOUND)
                        ? operatorMissing(model, words)
                        : new TfLiteException(
                                TfLiteFailure.MODEL_REFUSED,
                                "TensorFlow Lite cannot build an interpreter for " + model.name() + ": " + words);
            }
            if (model.tfLite().api().allocateTensors(plain.handle) == CApi.UNRESOLVED_OPERATORS) {
                return operatorMissing(model, words(plain.said()));
            }
            if (options.delegates().isEmpty()) {
                return new TfLiteException(
                        TfLiteFailure.DELEGATE_REFUSED, "XNNPACK refused " + model.name() + ": " + words(said));
            }
            List<String> libraries = options.delegates().stream()
                    .map(delegate -> delegate.library().toString())
                    .toList();
            return new TfLiteException(
                    TfLiteFailure.DELEGATE_REFUSED,
                    "a delegate of " + String.join(", ", libraries) + " refused " + model.name() + ": " + words(said));
        } finally {
            plain.lifetime.release();
        }
    }

    static TfLiteException operatorMissing(TfLiteModel model, String words) {
        return new TfLiteException(
                TfLiteFailure.OPERATOR_MISSING,
                model.name() + " needs an operator that TensorFlow Lite "
                        + model.tfLite().version() + " does not have: " + words);
    }

    static String words(String said) {
        return said.isEmpty() ? "it does not say why" : said;
    }
}
