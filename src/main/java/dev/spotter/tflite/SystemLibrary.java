package dev.spotter.tflite;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/** The few functions of the C library that this room calls. */
final class SystemLibrary {
    private static final MemorySegment DLOPEN = find("dlopen");
    private static final MemorySegment DLSYM = find("dlsym");
    private static final MemorySegment DLERROR = find("dlerror");
    private static final MemorySegment ALIGNED_ALLOC = find("aligned_alloc");
    private static final MemorySegment FREE = find("free");
    private static final MemorySegment VSNPRINTF = find("vsnprintf");
    private static final int RTLD_NOW = 2;

    private SystemLibrary() {}

    /** The library's handle, null ({@link MemorySegment#NULL}) if it cannot be opened; then {@link #loaderError} says why. */
    static MemorySegment open(MemorySegment path) {
        return Downcall.pointer(DLOPEN, path, RTLD_NOW);
    }

    static MemorySegment symbol(MemorySegment library, MemorySegment name) {
        return Downcall.pointer(DLSYM, library, name);
    }

    /** The loader's words about this thread's last failure, and forgets it; empty if there was none. */
    static String loaderError() {
        return text(Downcall.pointer(DLERROR));
    }

    /** Memory that any thread may use and any thread may free. */
    static MemorySegment allocate(long alignment, long bytes) {
        long rounded = (Math.max(bytes, 1) + alignment - 1) / alignment * alignment;
        MemorySegment memory = Downcall.pointer(ALIGNED_ALLOC, alignment, rounded);
        if (memory.address() == 0) {
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory left");
        }
        return memory.reinterpret(bytes);
    }

    static void free(MemorySegment memory) {
        Downcall.nothing(FREE, memory);
    }

    /**
     * Formats with a {@code va_list} that native code handed to an upcall. On x86-64 and arm64 such an argument arrives as a pointer and is
     * passed on as one.
     */
    static void format(MemorySegment into, MemorySegment format, MemorySegment arguments) {
        Downcall.integer(VSNPRINTF, into, into.byteSize(), format, arguments);
    }

    /** A C string; empty for a null pointer. */
    static String text(MemorySegment pointer) {
        return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MemorySegment find(String name) {
        SymbolLookup lookup = Linker.nativeLinker().defaultLookup();
        return lookup.find(name)
                .orElseThrow(() -> new TfLiteException(
                        TfLiteFailure.LIBRARY_UNUSABLE, "this system's C library has no function " + name));
    }
}
