package dev.spotter.tflite;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/**
 * One Java method for each shape of native function, the function's address being the first argument.
 *
 * <p>The fixed pattern: a handle that is static and final, so that the compiler inlines the call; {@code invokeExact}; and what a downcall
 * itself can throw passed on unchanged. The address is an argument, so that more than one library may be open.
 */
final class Downcall {
    private static final MethodHandle POINTER = handle(ForeignSignatures.POINTER);
    private static final MethodHandle POINTER_INT = handle(ForeignSignatures.POINTER_INT);
    private static final MethodHandle POINTER_POINTER = handle(ForeignSignatures.POINTER_POINTER);
    private static final MethodHandle POINTER_POINTER_INT = handle(ForeignSignatures.POINTER_POINTER_INT);
    private static final MethodHandle POINTER_POINTER_POINTER = handle(ForeignSignatures.POINTER_POINTER_POINTER);
    private static final MethodHandle POINTER_SIZE_SIZE = handle(ForeignSignatures.POINTER_SIZE_SIZE);
    private static final MethodHandle POINTER_POINTER_SIZE_POINTER_POINTER =
            handle(ForeignSignatures.POINTER_POINTER_SIZE_POINTER_POINTER);
    private static final MethodHandle POINTER_POINTER_POINTER_SIZE_POINTER =
            handle(ForeignSignatures.POINTER_POINTER_POINTER_SIZE_POINTER);
    private static final MethodHandle INT_POINTER = handle(ForeignSignatures.INT_POINTER);
    private static final MethodHandle INT_POINTER_INT_POINTER_INT =
            handle(ForeignSignatures.INT_POINTER_INT_POINTER_INT);
    private static final MethodHandle INT_POINTER_INT = handle(ForeignSignatures.INT_POINTER_INT);
    private static final MethodHandle INT_POINTER_SIZE_POINTER_POINTER =
            handle(ForeignSignatures.INT_POINTER_SIZE_POINTER_POINTER);
    private static final MethodHandle SIZE_POINTER = handle(ForeignSignatures.SIZE_POINTER);
    private static final MethodHandle VOID_POINTER = handle(ForeignSignatures.VOID_POINTER);
    private static final MethodHandle VOID_POINTER_INT = handle(ForeignSignatures.VOID_POINTER_INT);
    private static final MethodHandle VOID_POINTER_POINTER = handle(ForeignSignatures.VOID_POINTER_POINTER);
    private static final MethodHandle VOID_POINTER_POINTER_POINTER =
            handle(ForeignSignatures.VOID_POINTER_POINTER_POINTER);
    private static final MethodHandle XNNPACK_OPTIONS_DEFAULT = handle(ForeignSignatures.XNNPACK_OPTIONS_DEFAULT);
    private static final MethodHandle QUANTIZATION_POINTER = handle(ForeignSignatures.QUANTIZATION_POINTER);

    private Downcall() {}

    static MemorySegment pointer(MemorySegment function) {
        try {
            return (MemorySegment) POINTER.invokeExact(function);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, int a) {
        try {
            return (MemorySegment) POINTER_INT.invokeExact(function, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, MemorySegment a) {
        try {
            return (MemorySegment) POINTER_POINTER.invokeExact(function, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, MemorySegment a, int b) {
        try {
            return (MemorySegment) POINTER_POINTER_INT.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, MemorySegment a, MemorySegment b) {
        try {
            return (MemorySegment) POINTER_POINTER_POINTER.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, long a, long b) {
        try {
            return (MemorySegment) POINTER_SIZE_SIZE.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, MemorySegment a, long b, MemorySegment c, MemorySegment d) {
        try {
            return (MemorySegment) POINTER_POINTER_SIZE_POINTER_POINTER.invokeExact(function, a, b, c, d);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment pointer(MemorySegment function, MemorySegment a, MemorySegment b, long c, MemorySegment d) {
        try {
            return (MemorySegment) POINTER_POINTER_POINTER_SIZE_POINTER.invokeExact(function, a, b, c, d);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int integer(MemorySegment function, MemorySegment a) {
        try {
            return (int) INT_POINTER.invokeExact(function, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int integer(MemorySegment function, MemorySegment a, int b) {
        try {
            return (int) INT_POINTER_INT.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int integer(MemorySegment function, MemorySegment a, int b, MemorySegment c, int d) {
        try {
            return (int) INT_POINTER_INT_POINTER_INT.invokeExact(function, a, b, c, d);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int integer(MemorySegment function, MemorySegment a, long b, MemorySegment c, MemorySegment d) {
        try {
            return (int) INT_POINTER_SIZE_POINTER_POINTER.invokeExact(function, a, b, c, d);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static long size(MemorySegment function, MemorySegment a) {
        try {
            return (long) SIZE_POINTER.invokeExact(function, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void nothing(MemorySegment function, MemorySegment a) {
        try {
            VOID_POINTER.invokeExact(function, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void nothing(MemorySegment function, MemorySegment a, int b) {
        try {
            VOID_POINTER_INT.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void nothing(MemorySegment function, MemorySegment a, MemorySegment b) {
        try {
            VOID_POINTER_POINTER.invokeExact(function, a, b);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void nothing(MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            VOID_POINTER_POINTER_POINTER.invokeExact(function, a, b, c);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment xnnpackOptions(MemorySegment function, SegmentAllocator into) {
        try {
            return (MemorySegment) XNNPACK_OPTIONS_DEFAULT.invokeExact(function, into);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static MemorySegment quantization(MemorySegment function, SegmentAllocator into, MemorySegment a) {
        try {
            return (MemorySegment) QUANTIZATION_POINTER.invokeExact(function, into, a);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static MethodHandle handle(FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(descriptor);
    }

    private static RuntimeException unexpected(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("a native call threw " + failure, failure);
        };
    }
}
