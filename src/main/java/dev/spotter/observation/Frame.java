package dev.spotter.observation;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A camera's picture: three planes off the heap, one behind the other, without padding. First the luma, {@code width *
 * height} bytes, rows from the top; then blue-difference and red-difference chroma, each of half the width and height (YUV
 * 4:2:0 planar, "I420"). The numbers are those of ITU-R BT.601 in its limited range: luma 16 (black) to 235, chroma 16 to
 * 240 around 128. Chroma samples stand in the middle of their four luma samples.
 *
 * <p>The buffer is reused: whoever is given a frame may read it until it returns, and copies what must stay. Masks are
 * already black.
 */
public final class Frame {
    /** The luma of black. */
    public static final byte BLACK_LUMA = 16;

    /** The chroma of what has no colour. */
    public static final byte NO_CHROMA = (byte) 128;

    private final MemorySegment planes;
    private final int width;
    private final int height;
    private long timeNanos;
    private long number;

    /**
     * A frame over a buffer.
     *
     * @param planes exactly {@link #bytes} of memory
     * @param width in pixels, even
     * @param height in pixels, even
     */
    public Frame(MemorySegment planes, int width, int height) {
        this.planes = Objects.requireNonNull(planes, "planes");
        this.width = width;
        this.height = height;
        if (planes.byteSize() != bytes(width, height)) {
            throw new IllegalArgumentException("a frame of %d x %d pixels has %d bytes, not %d"
                    .formatted(width, height, bytes(width, height), planes.byteSize()));
        }
    }

    /**
     * The size of the planes together.
     *
     * @throws IllegalArgumentException if a side is not even and over 0
     */
    public static int bytes(int width, int height) {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "a frame's sides are even and over 0, not %d x %d".formatted(width, height));
        }
        return Math.multiplyExact(width, height) / 2 * 3;
    }

    /** Says when the picture that is now in the buffer was taken: monotonic nanoseconds, and its number from 0. */
    public void stamp(long timeNanos, long number) {
        this.timeNanos = timeNanos;
        this.number = number;
    }

    /** All planes. */
    public MemorySegment planes() {
        return planes;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Where the blue-difference plane begins; the luma begins at 0. */
    public int blueOffset() {
        return width * height;
    }

    /** Where the red-difference plane begins. */
    public int redOffset() {
        return width * height / 4 * 5;
    }

    /** When it was taken, in monotonic nanoseconds (see {@link TimeBase}). */
    public long timeNanos() {
        return timeNanos;
    }

    /** Its number among the frames that the camera gave, dropped ones counted, from 0. */
    public long number() {
        return number;
    }
}
