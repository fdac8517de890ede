package dev.spotter.capture.camera;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.spotter.capture.CaptureException;
import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frames of a YUV4MPEG2 stream (as ffmpeg writes it: a line of text, then for each frame the line {@code FRAME} and its
 * planes), read from a pipe. Reading a frame allocates nothing.
 */
final class FrameStream {
    /** How often a wait looks whether it is interrupted. */
    private static final int LOOK_MILLIS = 100;

    private static final int LONGEST_HEADER = 256;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Pattern HEADER =
            Pattern.compile("YUV4MPEG2 W(\\d{1,5}) H(\\d{1,5}) F(\\d{1,9}):(\\d{1,9}) .*\\bC420.*");

    private static final int MARK_BYTES = 6;
    private static final ValueLayout.OfInt MARK_LAYOUT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MARK_START = 'F' << 24 | 'R' << 16 | 'A' << 8 | 'M';

    private final FramePipe pipe;
    private final FrameSize size;
    private boolean begun;

    // frames per second, from the header
    private long rate;
    private long rateDivisor;

    // of the frame that is waited for
    private long sinceNanos;
    private long patienceNanos;

    FrameStream(FramePipe pipe, FrameSize size) {
        this.pipe = pipe;
        this.size = size;
    }

    /** What a frame takes, with the line before it. */
    static int bytes(FrameSize size) {
        return MARK_BYTES + Frame.bytes(size.width(), size.height());
    }

    /**
     * Waits for the next frame.
     *
     * @param millis how long
     * @return whether there is one; {@code false} at the end of the stream, where a frame that is not whole is none
     * @throws CaptureException with the code {@code camera-stalled} if none came in time, {@code camera-failed} if what
     *     came is no such stream
     */
    boolean next(FrameBuffer into, long millis) throws InterruptedException {
        lookForInterrupt();
        sinceNanos = System.nanoTime();
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        if (!begun) {
            if (!readHeader()) {
                return false;
            }
            begun = true;
        }
        MemorySegment memory = into.memory();
        long start = into.planesOffset() - MARK_BYTES;
        if (!read(memory, start, memory.byteSize() - start)) {
            return false;
        }
        if (memory.get(MARK_LAYOUT, start) != MARK_START
                || memory.get(JAVA_BYTE, start + 4) != 'E'
                || memory.get(JAVA_BYTE, start + 5) != '\n') {
            throw broken("frames of another size than was asked for");
        }
        return true;
    }

    /** When the frame of a number is due, counted from the first: exactly {@code number / fps}. */
    long nanos(long number) {
        return number / rate * (NANOS_PER_SECOND * rateDivisor)
                + number % rate * (NANOS_PER_SECOND * rateDivisor) / rate;
    }

    /** Frames per second, as the stream says; known once there was a frame. */
    double fps() {
        return (double) rate / rateDivisor;
    }

    private boolean readHeader() throws InterruptedException {
        StringBuilder header = new StringBuilder();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment letter = arena.allocate(1);
            while (read(letter, 0, 1)) {
                char read = (char) letter.get(JAVA_BYTE, 0);
                if (read == '\n') {
                    understand(header.toString());
                    return true;
                }
                header.append(read);
                if (header.length() > LONGEST_HEADER) {
                    throw broken("no YUV4MPEG2");
                }
            }
            return false;
        }
    }

    private void understand(String header) {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw broken("no YUV4MPEG2 in 4:2:0");
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        if (width != size.width() || height != size.height()) {
            throw broken("frames of %dx%d where %s was asked for".formatted(width, height, size));
        }
        rate = Math.max(1, Long.parseLong(matcher.group(3)));
        rateDivisor = Math.max(1, Long.parseLong(matcher.group(4)));
    }

    private static CaptureException broken(String what) {
        return new CaptureException("camera-failed", null, "ffmpeg wrote " + what);
    }

    /** Returns whether all of it could be read before the end. */
    private boolean read(MemorySegment into, long offset, long length) throws InterruptedException {
        long done = 0;
        while (done < length) {
            await();
            long read = pipe.read(into, offset + done, length - done);
            if (read == 0) {
                return false;
            }
            done += read;
        }
        return true;
    }

    private void await() throws InterruptedException {
        while (!pipe.await(LOOK_MILLIS)) {
            lookForInterrupt();
            if (System.nanoTime() - sinceNanos > patienceNanos) {
                throw new CaptureException(
                        "camera-stalled",
                        null,
                        "no frame came from ffmpeg for %.1f s".formatted(patienceNanos / (double) NANOS_PER_SECOND));
            }
        }
    }

    private static void lookForInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
