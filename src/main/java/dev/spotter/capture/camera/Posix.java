package dev.spotter.capture.camera;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The few calls of the C library that a pipe needs. Each returns what C returns, -1 where it failed; why it failed is not
 * asked, because whoever calls has a deadline and no use for it. Memory is passed as an address where it is passed for each
 * frame, so that no object is made for it; the caller keeps the segment alive.
 */
final class Posix {
    static final FunctionDescriptor PIPE2 = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    static final FunctionDescriptor CLOSE = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    /** Variadic in C; on Linux' x86-64 and arm64 whole numbers are passed alike either way. */
    static final FunctionDescriptor FCNTL = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

    static final FunctionDescriptor POLL = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    static final FunctionDescriptor READ = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);

    static final int O_CLOEXEC = 0x80000;
    static final int F_SETPIPE_SZ = 1031;
    static final short POLLIN = 1;

    private static final MethodHandle PIPE2_CALL = handle("pipe2", PIPE2);
    private static final MethodHandle CLOSE_CALL = handle("close", CLOSE);
    private static final MethodHandle FCNTL_CALL = handle("fcntl", FCNTL);
    private static final MethodHandle POLL_CALL = handle("poll", POLL);
    private static final MethodHandle READ_CALL = handle("read", READ);

    private Posix() {}

    static int pipe2(MemorySegment descriptors, int flags) {
        try {
            return (int) PIPE2_CALL.invokeExact(descriptors, flags);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int close(int descriptor) {
        try {
            return (int) CLOSE_CALL.invokeExact(descriptor);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int fcntl(int descriptor, int command, int argument) {
        try {
            return (int) FCNTL_CALL.invokeExact(descriptor, command, argument);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int poll(long descriptors, long count, int millis) {
        try {
            return (int) POLL_CALL.invokeExact(descriptors, count, millis);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static long read(int descriptor, long into, long most) {
        try {
            return (long) READ_CALL.invokeExact(descriptor, into, most);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private static RuntimeException unexpected(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("a native call threw " + failure, failure);
        };
    }
}
