package dev.spotter.capture.camera;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.spotter.capture.CaptureException;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * A pipe of the kernel that a child writes and this process reads into memory of its own, without the heap between, as
 * there would be with a process's input stream. It has no name in any file system: the child's end is handed over as
 * {@code /proc/self/fd/N}, so nothing is left behind, whoever dies when.
 *
 * <p>Used by one thread.
 */
final class FramePipe implements AutoCloseable {
    /** A few small frames: the child need not wake for each. */
    private static final int LEAST = 1 << 17;

    /** What Linux allows anybody. */
    private static final int MOST = 1 << 20;

    private static final int CLOSED = -1;

    private final MemorySegment polled = Arena.ofAuto().allocate(8, 8);
    private final int reading;
    private int writing;
    private boolean open = true;

    /**
     * @param frameBytes of a frame: as much as the pipe holds at least, where it may (the kernel rounds up). The child then
     *     writes a frame while the last one is looked at, and neither side waits for the other in the middle of one; in a much
     *     larger pipe the pages would be in no cache any more
     * @throws CaptureException with the code {@code camera-pipe} if there is none to be had
     */
    FramePipe(int frameBytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if (Posix.pipe2(ends, Posix.O_CLOEXEC) != 0) {
                throw new CaptureException(
                        "camera-pipe", null, "no pipe can be made: this process has too many files open (ulimit -n)");
            }
            reading = ends.getAtIndex(JAVA_INT, 0);
            writing = ends.getAtIndex(JAVA_INT, 1);
        }
        // one that may not be so large is of the usual size, and as good
        Posix.fcntl(reading, Posix.F_SETPIPE_SZ, Math.clamp(frameBytes, LEAST, MOST));
        polled.set(JAVA_INT, 0, reading);
        polled.set(JAVA_SHORT, 4, Posix.POLLIN);
    }

    /** The end that a child gets as its standard output. */
    File writingEnd() {
        return new File("/proc/self/fd/" + writing);
    }

    /** To be called once the child has its end: from then on the pipe ends when the child does. */
    void handedOver() {
        if (writing != CLOSED) {
            Posix.close(writing);
            writing = CLOSED;
        }
    }

    /** Waits until there is something to read, or the end. Returns whether there is, within the time. */
    boolean await(int millis) {
        return Posix.poll(polled.address(), 1, millis) > 0;
    }

    /**
     * Reads what is there, after {@link #await} said that something is.
     *
     * @return the number of bytes, 0 at the end
     */
    long read(MemorySegment into, long offset, long most) {
        try {
            return Math.max(0, Posix.read(reading, into.address() + offset, most));
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            handedOver();
            Posix.close(reading);
        }
    }
}
