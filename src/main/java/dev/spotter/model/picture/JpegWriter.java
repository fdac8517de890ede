package dev.spotter.model.picture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.spotter.model.ModelException;
import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Writes frames as JPEG pictures through TurboJPEG, planes as they are: no way over red, green and blue. Any thread. */
public final class JpegWriter {
    /** The C signatures in use; the native executable lists the same. */
    static final FunctionDescriptor COMPRESS = FunctionDescriptor.of(
            JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);

    /** Few artefacts, and some 60 kB for a picture of 640 x 480. */
    private static final int QUALITY = 85;
    /** {@code TJSAMP_420}: chroma of half the width and height. */
    private static final int HALF_CHROMA = 2;
    /** {@code TJFLAG_NOREALLOC}: the library writes into our buffer. */
    private static final int OUR_BUFFER = 1024;
    /** What a picture that does not compress at all takes besides its samples ({@code tjBufSize}). */
    private static final int HEADERS = 2048;
    /** Sides are filled up to whole blocks of so many pixels. */
    private static final int BLOCK = 16;

    private static final byte[] FULL_LUMA = new byte[256];
    private static final byte[] FULL_CHROMA = new byte[256];

    static {
        for (int i = 0; i < FULL_LUMA.length; i++) {
            FULL_LUMA[i] = (byte) Math.clamp(Math.round((i - 16) * 255 / 219.0), 0, 255);
            FULL_CHROMA[i] = (byte) Math.clamp(Math.round((i - 128) * 255 / 224.0 + 128), 0, 255);
        }
    }

    private JpegWriter() {}

    /**
     * Refuses where no picture can be written.
     *
     * @throws ModelException {@code jpeg-library-missing}
     */
    public static void requireLibrary() {
        new TurboJpeg("tjInitCompress").close();
    }

    /**
     * Writes a frame. JPEG knows the full range of levels only, so those of the frame are spread.
     *
     * @throws ModelException {@code jpeg-library-missing}, {@code jpeg-not-written}
     */
    public static byte[] write(Frame frame) {
        try (TurboJpeg library = new TurboJpeg("tjInitCompress");
                Arena arena = Arena.ofConfined()) {
            MethodHandle compress = library.function("tjCompressFromYUVPlanes", COMPRESS);
            MemorySegment full = fullRange(frame, arena);
            MemorySegment planes = arena.allocate(ADDRESS, 3);
            planes.setAtIndex(ADDRESS, 0, full);
            planes.setAtIndex(ADDRESS, 1, full.asSlice(frame.blueOffset()));
            planes.setAtIndex(ADDRESS, 2, full.asSlice(frame.redOffset()));
            long room = (long) wholeBlocks(frame.width()) * wholeBlocks(frame.height()) * 3 + HEADERS;
            MemorySegment jpeg = arena.allocate(room);
            MemorySegment buffer = arena.allocateFrom(ADDRESS, jpeg);
            MemorySegment size = arena.allocateFrom(JAVA_LONG, room);
            int status = TurboJpeg.call(() -> (int) compress.invokeExact(
                    library.handle(),
                    planes,
                    frame.width(),
                    MemorySegment.NULL,
                    frame.height(),
                    HALF_CHROMA,
                    buffer,
                    size,
                    QUALITY,
                    OUR_BUFFER));
            if (status != 0) {
                throw new ModelException("jpeg-not-written", "the JPEG cannot be written: " + library.words());
            }
            return jpeg.asSlice(0, size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
        }
    }

    private static int wholeBlocks(int pixels) {
        return (pixels + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static MemorySegment fullRange(Frame frame, Arena arena) {
        MemorySegment limited = frame.planes();
        MemorySegment full = arena.allocate(limited.byteSize());
        for (long i = 0; i < limited.byteSize(); i++) {
            byte[] table = i < frame.blueOffset() ? FULL_LUMA : FULL_CHROMA;
            full.set(JAVA_BYTE, i, table[Byte.toUnsignedInt(limited.get(JAVA_BYTE, i))]);
        }
        return full;
    }
}
