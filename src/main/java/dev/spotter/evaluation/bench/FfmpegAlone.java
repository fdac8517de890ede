package dev.spotter.evaluation.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What ffmpeg itself takes of the processor per frame, written to a pipe that is read and thrown away: the part of a camera
 * that no agent can remove. Its time is that of the child alone, not that of reading. Between the turns it stands still, as
 * the pipe is full.
 */
final class FfmpegAlone implements Loop, AutoCloseable {
    /** As what the frames come. */
    enum Output {
        /** Luma and chroma, 4:2:0, as films and cameras have it: what the agent takes. */
        YUV("yuv420p", 3 * Ffmpeg.WIDTH * Ffmpeg.HEIGHT / 2),
        /** Red, green and blue: what programs that users write take. */
        RGB("rgb24", 3 * Ffmpeg.WIDTH * Ffmpeg.HEIGHT);

        private final String pixelFormat;
        private final int frameBytes;

        Output(String pixelFormat, int frameBytes) {
            this.pixelFormat = pixelFormat;
            this.frameBytes = frameBytes;
        }
    }

    private static final int BUFFER_BYTES = 1 << 20;

    private final Process process;
    private final InputStream frames;
    private final ProcessorClock clock;
    private final int frameBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private FfmpegAlone(Process process, int frameBytes) {
        this.process = process;
        this.frames = process.getInputStream();
        this.clock = ProcessorClock.ofProcess(process.pid());
        this.frameBytes = frameBytes;
    }

    /**
     * Starts one.
     *
     * @param source the arguments that say what is read
     * @throws BenchException ffmpeg-missing
     */
    static FfmpegAlone open(List<String> source, Output output) {
        List<String> arguments = new ArrayList<>(source);
        arguments.addAll(List.of("-an", "-pix_fmt", output.pixelFormat, "-f", "rawvideo"));
        return new FfmpegAlone(Ffmpeg.intoPipe(arguments), output.frameBytes);
    }

    @Override
    public long nanosFor(long times) {
        long begin = clock.nanos();
        for (long left = times * frameBytes; left > 0; ) {
            left -= read((int) Math.min(left, BUFFER_BYTES));
        }
        return clock.nanos() - begin;
    }

    private int read(int most) {
        try {
            int read = frames.read(buffer, 0, most);
            if (read < 0) {
                throw new BenchException("ffmpeg-failed", "the ffmpeg of the floor has ended");
            }
            return read;
        } catch (IOException failure) {
            throw new BenchException("ffmpeg-failed", "the ffmpeg of the floor cannot be read: " + failure, failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
