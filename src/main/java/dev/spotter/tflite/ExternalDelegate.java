package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An accelerator's delegate out of a vendor's library, which exports {@code tflite_plugin_create_delegate} and
 * {@code tflite_plugin_destroy_delegate}.
 *
 * <p>The library is opened here, because TensorFlow Lite's own way gives a delegate even where there is no library, and crashes later. It is
 * never unloaded. The delegate lives until this is closed and the last interpreter that uses it is closed.
 */
public final class ExternalDelegate implements AutoCloseable {
    private static final String CREATE = "tflite_plugin_create_delegate";
    private static final String DESTROY = "tflite_plugin_destroy_delegate";

    private final Path library;
    private final MemorySegment handle;
    private final ErrorLog log;
    private final Lifetime lifetime;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExternalDelegate(Path library, MemorySegment handle, ErrorLog log, MemorySegment destroy, Arena kept) {
        this.library = library;
        this.handle = handle;
        this.log = log;
        this.lifetime = new Lifetime(() -> {
            Downcall.nothing(destroy, handle);
            // Until here, in case the plugin kept pointers to its options and its reporter.
            Reference.reachabilityFence(kept);
        });
    }

    /**
     * Opens a plugin and makes its delegate.
     *
     * @param options handed to the plugin as they are
     * @throws TfLiteException delegate-library-missing, delegate-library-unusable (with the loader's words), delegate-symbol-missing, or
     *     delegate-refused (with the plugin's words)
     */
    public static ExternalDelegate open(Path library, Map<String, String> options) {
        if (!Files.isRegularFile(library)) {
            throw new TfLiteException(
                    TfLiteFailure.DELEGATE_LIBRARY_MISSING, "there is no delegate library at " + library);
        }
        NativeLibrary opened = NativeLibrary.open(library, TfLiteFailure.DELEGATE_LIBRARY_UNUSABLE);
        MemorySegment create = find(opened, library, CREATE);
        MemorySegment destroy = find(opened, library, DESTROY);
        ErrorLog log = new ErrorLog();
        Arena kept = Arena.ofAuto();
        MemorySegment keys = kept.allocate(ValueLayout.ADDRESS, options.size());
        MemorySegment values = kept.allocate(ValueLayout.ADDRESS, options.size());
        int index = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            keys.setAtIndex(ValueLayout.ADDRESS, index, kept.allocateFrom(option.getKey()));
            values.setAtIndex(ValueLayout.ADDRESS, index, kept.allocateFrom(option.getValue()));
            index++;
        }
        MemorySegment handle = Downcall.pointer(create, keys, values, options.size(), log.textReporter(kept));
        if (handle.address() == 0) {
            String said = log.drain();
            throw new TfLiteException(
                    TfLiteFailure.DELEGATE_REFUSED,
                    "the delegate library " + library + " gave no delegate: "
                            + (said.isEmpty() ? "it does not say why" : said));
        }
        return new ExternalDelegate(library, handle, log, destroy, kept);
    }

    /** The plugin's file. */
    public Path library() {
        return library;
    }

    /** No more interpreters with it. Those that there are go on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lifetime.release();
        }
    }

    MemorySegment handle() {
        return handle;
    }

    /** What the plugin reported since the last time. */
    String said() {
        return log.drain();
    }

    /** For an interpreter, which releases it at its end. */
    Lifetime use() {
        if (closed.get() || !lifetime.retain()) {
            throw new TfLiteException(TfLiteFailure.CLOSED, "the delegate of " + library + " is closed");
        }
        return lifetime;
    }

    private static MemorySegment find(NativeLibrary opened, Path library, String symbol) {
        return opened.find(symbol)
                .orElseThrow(() -> new TfLiteException(
                        TfLiteFailure.DELEGATE_SYMBOL_MISSING,
                        library + " is no delegate library: it has no function " + symbol));
    }
}
