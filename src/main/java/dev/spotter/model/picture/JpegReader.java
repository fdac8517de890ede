package dev.spotter.model.picture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.spotter.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Reads JPEG pictures through TurboJPEG. */
final class JpegReader {
    /** The C signatures in use; the native executable lists the same. */
    static final FunctionDescriptor HEADER =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    static final FunctionDescriptor DECOMPRESS = FunctionDescriptor.of(
            JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

    /** {@code TJPF_RGB}. */
    private static final int RGB = 0;

    private JpegReader() {}

    static boolean isOne(byte[] file) {
        return file.length >= 3 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == (byte) 0xff;
    }

    static Picture read(byte[] file) {
        try (TurboJpeg library = new TurboJpeg("tjInitDecompress");
                Arena arena = Arena.ofConfined()) {
            MethodHandle header = library.function("tjDecompressHeader3", HEADER);
            MethodHandle decompress = library.function("tjDecompress2", DECOMPRESS);
            MemorySegment jpeg = arena.allocateFrom(ValueLayout.JAVA_BYTE, file);
            MemorySegment facts = arena.allocate(JAVA_INT, 4);
            requireWell(library, TurboJpeg.call(() -> (int) header.invokeExact(
                    library.handle(),
                    jpeg,
                    (long) file.length,
                    facts,
                    facts.asSlice(4),
                    facts.asSlice(8),
                    facts.asSlice(12))));
            int width = facts.get(JAVA_INT, 0);
            int height = facts.get(JAVA_INT, 4);
            Picture.requireSize(width, height);
            MemorySegment rgb = arena.allocate(width * height * 3L);
            requireWell(library, TurboJpeg.call(() -> (int)
                    decompress.invokeExact(library.handle(), jpeg, (long) file.length, rgb, width, 0, height, RGB, 0)));
            return new Picture(width, height, rgb.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static void requireWell(TurboJpeg library, int status) {
        if (status != 0) {
            throw new ModelException("picture-broken", "the JPEG cannot be read: " + library.words());
        }
    }
}
