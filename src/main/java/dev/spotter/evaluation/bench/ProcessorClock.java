package dev.spotter.evaluation.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The processor time of a thread or process, in user and system mode together. On an idle machine that of a thread that works passes as real time
 * does; on a busy one it stands still while others run, which real time does not.
 */
final class ProcessorClock {
    static final FunctionDescriptor CLOCK_GETTIME = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);

    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int clock;
    private final MethodHandle read = Linker.nativeLinker()
            .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"), CLOCK_GETTIME);
    private final MemorySegment time = Arena.ofAuto().allocate(JAVA_LONG, 2);

    private ProcessorClock(int clock) {
        this.clock = clock;
    }

    /** That of whichever thread reads it. */
    static ProcessorClock ofThread() {
        return new ProcessorClock(CLOCK_THREAD_CPUTIME_ID);
    }

    /** That of all threads of this process, ended ones too. */
    static ProcessorClock ofThisProcess() {
        return new ProcessorClock(CLOCK_PROCESS_CPUTIME_ID);
    }

    /** That of all threads of another process. Linux has the clock in the number: what {@code clock_getcpuclockid} gives. */
    static ProcessorClock ofProcess(long pid) {
        return new ProcessorClock(Math.toIntExact(~pid << 3 | CLOCK_PROCESS_CPUTIME_ID));
    }

    /**
     * What has been used so far.
     *
     * @throws BenchException clock-missing, also where the process has ended
     */
    long nanos() {
        try {
            int status = (int) read.invokeExact(clock, time);
            if (status != 0) {
                throw new BenchException(
                        "clock-missing", "this system does not tell a thread's or process's processor time");
            }
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable failure) {
            throw new BenchException("clock-missing", "the clock cannot be read: " + failure, failure);
        }
        return time.getAtIndex(JAVA_LONG, 0) * NANOS_PER_SECOND + time.getAtIndex(JAVA_LONG, 1);
    }
}
