package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Catches what native code reports, until someone asks.
 *
 * <p>Native code keeps a pointer to a stub, so the stub's arena must stay reachable for as long as that code may call. It must not be reachable
 * from here: what a stub is bound to lives as long as the stub, so that an automatic arena in it would never be freed. Calls may come from any
 * thread. Only the first different lines are kept: they name the cause, and a broken model can report without end.
 */
final class ErrorLog {
    private static final MethodHandle REPORT = method(
            "report", MethodType.methodType(void.class, MemorySegment.class, MemorySegment.class, MemorySegment.class));
    private static final MethodHandle REPORT_TEXT =
            method("reportText", MethodType.methodType(void.class, MemorySegment.class));
    private static final int LINE_BYTES = 2048;
    private static final int LINES = 4;

    private final Set<String> lines = new LinkedHashSet<>();

    /** A {@code void (*)(void *user_data, const char *format, va_list arguments)}, as long as the arena is there. */
    MemorySegment reporter(Arena arena) {
        return stub(REPORT, ForeignSignatures.VOID_POINTER_POINTER_POINTER, arena);
    }

    /** A {@code void (*)(const char *text)}, as long as the arena is there. */
    MemorySegment textReporter(Arena arena) {
        return stub(REPORT_TEXT, ForeignSignatures.VOID_POINTER, arena);
    }

    /** What was reported since the last time, as one sentence; empty if nothing was. */
    synchronized String drain() {
        String said = String.join("; ", lines);
        lines.clear();
        return said;
    }

    /** Upcall. Nothing may leave it: an exception that reaches native code ends the process. */
    void report(MemorySegment userData, MemorySegment format, MemorySegment arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LINE_BYTES);
            SystemLibrary.format(buffer, format, arguments);
            add(buffer.getString(0));
        } catch (Throwable unreportable) {
            addUnreadable(unreportable);
        }
    }

    /** Upcall, like {@link #report}. */
    void reportText(MemorySegment text) {
        try {
            add(SystemLibrary.text(text));
        } catch (Throwable unreportable) {
            addUnreadable(unreportable);
        }
    }

    private synchronized void add(String line) {
        if (lines.size() < LINES) {
            lines.add(line.strip().replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private void addUnreadable(Throwable why) {
        try {
            add("(a message that could not be read: " + why.getClass().getSimpleName() + ")");
        } catch (Throwable outOfMemory) {
            // The message is lost; the failure that it belongs to is still reported by its status.
        }
    }

    private MemorySegment stub(MethodHandle target, FunctionDescriptor descriptor, Arena arena) {
        return Linker.nativeLinker().upcallStub(target.bindTo(this), descriptor, arena);
    }

    private static MethodHandle method(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(ErrorLog.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
