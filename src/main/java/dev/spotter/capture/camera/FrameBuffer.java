package dev.spotter.capture.camera;

import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory for one frame, and for the mark that stands before each in a YUV4MPEG2 stream. */
final class FrameBuffer {
    /** Planes begin where a processor's vectors like it. */
    private static final long ALIGNMENT = 64;

    private final MemorySegment memory;
    private final Frame frame;

    // of the frame that is in it
    private long gapFromNanos;
    private long gapToNanos;

    FrameBuffer(FrameSize size) {
        int bytes = Frame.bytes(size.width(), size.height());
        memory = Arena.ofAuto().allocate(ALIGNMENT + bytes, ALIGNMENT);
        frame = new Frame(memory.asSlice(ALIGNMENT, bytes), size.width(), size.height());
    }

    Frame frame() {
        return frame;
    }

    /** All of it; a stream's frame is read so that its planes begin at {@link #planesOffset}. */
    MemorySegment memory() {
        return memory;
    }

    long planesOffset() {
        return ALIGNMENT;
    }

    /** Says where the latest gap before this frame was. */
    void stampGap(long fromNanos, long toNanos) {
        gapFromNanos = fromNanos;
        gapToNanos = toNanos;
    }

    long gapFromNanos() {
        return gapFromNanos;
    }

    long gapToNanos() {
        return gapToNanos;
    }
}
