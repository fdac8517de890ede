package dev.spotter.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The samples of all recordings in one compressed file, little-endian 16-bit counts, {@value #CHANNELS} a sample. Read
 * from front to back it is decompressed once; who asks for what is behind begins anew.
 */
final class SisFallSamples {
    static final int CHANNELS = 6;

    private static final int BYTES = CHANNELS * Short.BYTES;
    /** A recording of half an hour; more is a broken index. */
    private static final int LONGEST = 90_000;

    private final Path file;
    private InputStream stream;
    private long position;

    SisFallSamples(Path file) {
        this.file = file;
    }

    /** The counts of a recording, sample after sample. */
    synchronized short[] read(String id, int firstSample, int samples) {
        if (samples > LONGEST) {
            throw new CaptureException(
                    "recording-too-large",
                    file,
                    "recording '%s' has %d samples, at most %d are read".formatted(id, samples, LONGEST));
        }
        try {
            if (stream == null || position > (long) firstSample * BYTES) {
                open();
            }
            stream.skipNBytes((long) firstSample * BYTES - position);
            byte[] bytes = stream.readNBytes(samples * BYTES);
            if (bytes.length < samples * BYTES) {
                throw new EOFException("it ends within the recording");
            }
            position = (long) (firstSample + samples) * BYTES;
            short[] counts = new short[samples * CHANNELS];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(counts);
            return counts;
        } catch (IOException e) {
            close();
            throw new CaptureException(
                    "recording-unreadable",
                    file,
                    0,
                    "the samples of '%s' cannot be read: %s".formatted(id, e.getMessage()),
                    e);
        }
    }

    private void open() throws IOException {
        close();
        stream = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16);
        position = 0;
    }

    private void close() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // it was read only, and nothing more is wanted of it
            }
        }
        stream = null;
    }
}
