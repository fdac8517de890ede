package dev.spotter.capture;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A recording that is being written: samples, and at last what they were. A sample allocates nothing.
 *
 * <p>Times are written to the microsecond, specific force to 0.00001 g, angular rate to 0.001 degrees per second, which
 * is finer than any sensor that is worn.
 */
public final class RecordingFile implements AutoCloseable {
    private static final int LONGEST_ROW = 7 * 22;
    private static final int TIME_DECIMALS = 6;
    private static final int FORCE_DECIMALS = 5;
    private static final int RATE_DECIMALS = 3;

    private final RecordingWriter writer;
    private final Path file;
    private final Instant start;
    /** No channel: the thread of a source is interrupted to end it, which would close one and lose the recording. */
    private final FileOutputStream stream;

    private final ByteBuffer buffer = ByteBuffer.allocate(32 << 10);
    private final byte[] digits = new byte[20];
    private long samples;
    private long firstNanos;
    private long lastNanos;
    private boolean finished;

    RecordingFile(RecordingWriter writer, Path file, Instant start) {
        this.writer = writer;
        this.file = file;
        this.start = start;
        try {
            Files.createFile(file);
            stream = new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw RecordingWriter.unwritable(file, e);
        }
        buffer.put((String.join(",", SpotterFolder.COLUMNS) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Where it is written. */
    public Path path() {
        return file;
    }

    /** How many samples it has. */
    public long samples() {
        return samples;
    }

    /** Nanoseconds from the first sample to the last. */
    public long lengthNanos() {
        return lastNanos - firstNanos;
    }

    /**
     * Adds a sample.
     *
     * @param timeNanos its time, later than the one before; the first sample's becomes 0 in the file
     * @param values finite values of {@link ImuChannels#ALL}, in g and degrees per second
     */
    public void sample(long timeNanos, float[] values) {
        if (samples == 0) {
            firstNanos = timeNanos;
        } else if (timeNanos <= lastNanos) {
            throw new CaptureException(
                    "recording-time-not-increasing", file, "a sample has to come later than the one before it");
        }
        if (buffer.remaining() < LONGEST_ROW) {
            flush();
        }
        put(Math.round((timeNanos - firstNanos) / 1e3), TIME_DECIMALS);
        for (int channelIndex = 0; channelIndex < ImuChannels.ALL.size(); channelIndex++) {
            float value = values[channelIndex];
            if (!Float.isFinite(value)) {
                throw new CaptureException("recording-number-bad", file, "a sample has finite values, not " + value);
            }
            buffer.put((byte) ',');
            int decimals = channelIndex < 3 ? FORCE_DECIMALS : RATE_DECIMALS;
            put(Math.round(value * (channelIndex < 3 ? 1e5 : 1e3)), decimals);
        }
        buffer.put((byte) '\n');
        lastNanos = timeNanos;
        samples++;
    }

    /** Ends the recording and puts it into the index. */
    public void finish(RecordingDescription description) {
        if (samples == 0) {
            throw new CaptureException("recording-empty", file, "a recording without samples is none");
        }
        flush();
        try {
            stream.getFD().sync();
            stream.close();
        } catch (IOException e) {
            throw RecordingWriter.unwritable(file, e);
        }
        finished = true;
        writer.index(file, start, description);
    }

    /** Throws the recording away unless it was finished. */
    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            stream.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw RecordingWriter.unwritable(file, e);
        }
    }

    private void flush() {
        try {
            stream.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw RecordingWriter.unwritable(file, e);
        }
        buffer.clear();
    }

    private void put(long scaled, int decimals) {
        long rest = scaled;
        if (rest < 0) {
            buffer.put((byte) '-');
            rest = -rest;
        }
        int length = 0;
        do {
            digits[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0 || length <= decimals);
        for (int i = length - 1; i >= 0; i--) {
            buffer.put(digits[i]);
            if (i == decimals) {
                buffer.put((byte) '.');
            }
        }
    }
}
