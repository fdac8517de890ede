package dev.spotter.model.picture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.spotter.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Reads JPEG pictures through libjpeg-turbo's TurboJPEG API (Debian: libturbojpeg0), version 2 of its functions, which all
 * releases since 1.4 have. The pattern of every call: a confined arena for what goes in and out, the call, its status, then
 * the library's own words where it failed.
 */
final class TurboJpeg {
    /** The C signatures in use; the native executable lists the same. */
    static final FunctionDescriptor INIT = FunctionDescriptor.of(ADDRESS);

    static final FunctionDescriptor HEADER =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final FunctionDescriptor DECOMPRESS = FunctionDescriptor.of(
            JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    static final FunctionDescriptor WORDS = FunctionDescriptor.of(ADDRESS, ADDRESS);
    static final FunctionDescriptor DESTROY = FunctionDescriptor.of(JAVA_INT, ADDRESS);

    private static final String LIBRARY = "libturbojpeg.so.0";
    /** {@code TJPF_RGB}. */
    private static final int RGB = 0;

    private final MethodHandle init;
    private final MethodHandle header;
    private final MethodHandle decompress;
    private final MethodHandle words;
    private final MethodHandle destroy;

    private TurboJpeg(SymbolLookup library) {
        init = function(library, "tjInitDecompress", INIT);
        header = function(library, "tjDecompressHeader3", HEADER);
        decompress = function(library, "tjDecompress2", DECOMPRESS);
        words = function(library, "tjGetErrorStr2", WORDS);
        destroy = function(library, "tjDestroy", DESTROY);
    }

    static boolean isOne(byte[] file) {
        return file.length >= 3 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == (byte) 0xff;
    }

    static Picture read(byte[] file) {
        try {
            return new TurboJpeg(SymbolLookup.libraryLookup(LIBRARY, Arena.global())).decode(file);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "jpeg-library-missing",
                    "JPEG pictures are read by %s, which is not installed (Debian: apt-get install libturbojpeg0)"
                            .formatted(LIBRARY),
                    e);
        }
    }

    private Picture decode(byte[] file) {
        MemorySegment decoder = MemorySegment.NULL;
        try (Arena arena = Arena.ofConfined()) {
            decoder = (MemorySegment) init.invokeExact();
            if (decoder.address() == 0) {
                throw new ModelException("jpeg-library-missing", "TurboJPEG gave no decoder");
            }
            MemorySegment jpeg = arena.allocateFrom(ValueLayout.JAVA_BYTE, file);
            MemorySegment facts = arena.allocate(JAVA_INT, 4);
            MemorySegment width = facts;
            MemorySegment height = facts.asSlice(4);
            int status = (int) header.invokeExact(
                    decoder, jpeg, (long) file.length, width, height, facts.asSlice(8), facts.asSlice(12));
            requireWell(status, decoder);
            Picture.requireSize(width.get(JAVA_INT, 0), height.get(JAVA_INT, 0));
            int pixels = width.get(JAVA_INT, 0) * height.get(JAVA_INT, 0);
            MemorySegment rgb = arena.allocate(pixels * 3L);
            status = (int) decompress.invokeExact(
                    decoder, jpeg, (long) file.length, rgb, width.get(JAVA_INT, 0), 0, height.get(JAVA_INT, 0), RGB, 0);
            requireWell(status, decoder);
            return new Picture(width.get(JAVA_INT, 0), height.get(JAVA_INT, 0), rgb.toArray(ValueLayout.JAVA_BYTE));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call to TurboJPEG failed", e);
        } finally {
            close(decoder);
        }
    }

    private void requireWell(int status, MemorySegment decoder) throws Throwable {
        if (status != 0) {
            MemorySegment text = (MemorySegment) words.invokeExact(decoder);
            throw new ModelException(
                    "picture-broken",
                    "the JPEG cannot be read: "
                            + text.reinterpret(Long.MAX_VALUE).getString(0));
        }
    }

    private void close(MemorySegment decoder) {
        if (decoder.address() != 0) {
            try {
                int ignored = (int) destroy.invokeExact(decoder);
            } catch (Throwable e) {
                throw new IllegalStateException("a call to TurboJPEG failed", e);
            }
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor signature) {
        MemorySegment symbol = library.find(name)
                .orElseThrow(() -> new ModelException("jpeg-library-missing", LIBRARY + " has no function " + name));
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }
}
