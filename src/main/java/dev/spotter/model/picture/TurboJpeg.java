package dev.spotter.model.picture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.spotter.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * libjpeg-turbo's TurboJPEG API (Debian: libturbojpeg0), version 2 of its functions, which all releases since 1.4 have: what
 * reading and writing share. A reader or writer is one handle of the library, for one thread at a time.
 */
final class TurboJpeg implements AutoCloseable {
    /** The C signatures in use; the native executable lists the same. */
    static final FunctionDescriptor INIT = FunctionDescriptor.of(ADDRESS);

    static final FunctionDescriptor WORDS = FunctionDescriptor.of(ADDRESS, ADDRESS);
    static final FunctionDescriptor DESTROY = FunctionDescriptor.of(JAVA_INT, ADDRESS);

    private static final String LIBRARY = "libturbojpeg.so.0";
    private static final String MISSING = "jpeg-library-missing";

    private final SymbolLookup library;
    private final MethodHandle words;
    private final MethodHandle destroy;
    private final MemorySegment handle;

    /** Calls that the library's functions are made of, any of which may throw what method handles throw. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws Throwable;
    }

    /**
     * Opens the library.
     *
     * @param init the function that gives a handle
     * @throws ModelException {@code jpeg-library-missing}
     */
    TurboJpeg(String init) {
        library = library();
        words = function("tjGetErrorStr2", WORDS);
        destroy = function("tjDestroy", DESTROY);
        MethodHandle maker = function(init, INIT);
        handle = call(() -> (MemorySegment) maker.invokeExact());
        if (handle.address() == 0) {
            throw new ModelException(MISSING, "TurboJPEG's %s gave nothing".formatted(init));
        }
    }

    private static SymbolLookup library() {
        try {
            return SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    MISSING,
                    "JPEG pictures are read and written by %s, which is not installed (Debian: apt-get install libturbojpeg0)"
                            .formatted(LIBRARY),
                    e);
        }
    }

    MemorySegment handle() {
        return handle;
    }

    /** A function of the library. */
    MethodHandle function(String name, FunctionDescriptor signature) {
        MemorySegment symbol =
                library.find(name).orElseThrow(() -> new ModelException(MISSING, LIBRARY + " has no function " + name));
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }

    /** Makes calls; what only a mistake of ours can throw is told as such. */
    static <T> T call(Call<T> call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call to TurboJPEG failed", e);
        }
    }

    /** What the library says of its last failure. */
    String words() {
        return call(() -> ((MemorySegment) words.invokeExact(handle))
                .reinterpret(Long.MAX_VALUE)
                .getString(0));
    }

    @Override
    public void close() {
        call(() -> (int) destroy.invokeExact(handle));
    }
}
