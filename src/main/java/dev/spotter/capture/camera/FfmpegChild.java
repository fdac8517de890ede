package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One running ffmpeg: its frames come over a pipe, what it complains of is kept. It dies with {@link #close}, and where the
 * kernel can be told so (see {@link FfmpegProgram}) with the thread that started it; else at its next write. Used by one
 * thread.
 */
final class FfmpegChild implements AutoCloseable {
    private static final int END_MILLIS = 1000;

    private static final Set<String> KEPT_ENVIRONMENT = Set.of(
            "PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "LIBVA_DRIVER_NAME", "LIBVA_DRIVERS_PATH");

    private final FramePipe pipe;
    private final Process process;
    private final LastWords words;
    private final FrameStream frames;

    /**
     * Starts it.
     *
     * @param name of the camera
     * @param secrets what must not be told of the command
     * @throws CaptureException with the code {@code camera-failed} if it cannot be started, {@code camera-pipe} if there is
     *     no pipe to be had
     */
    FfmpegChild(String name, FfmpegCommand command, FrameSize size, Secrets secrets) {
        pipe = new FramePipe(FrameStream.bytes(size));
        ProcessBuilder builder = new ProcessBuilder(command.arguments()).redirectOutput(Redirect.to(pipe.writingEnd()));
        // it takes apart what strangers send: it is told no secret of the agent's
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        try {
            process = builder.start();
        } catch (IOException e) {
            pipe.close();
            throw new CaptureException(
                    "camera-failed", null, 0, "ffmpeg cannot be started: " + secrets.hideIn(e.getMessage()), e);
        }
        pipe.handedOver();
        tell(command.input());
        words = new LastWords(process.getErrorStream(), secrets, "camera-words-" + name);
        frames = new FrameStream(pipe, size);
    }

    private void tell(String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // one that does not listen has died, and that is told
        }
    }

    /**
     * Waits for the next frame.
     *
     * @param millis how long
     * @return whether there is one; {@code false} at the end of the child
     * @throws CaptureException with the code {@code camera-stalled} if none came in time
     */
    boolean next(FrameBuffer into, long millis) throws InterruptedException {
        return frames.next(into, millis);
    }

    /** See {@link FrameStream#nanos}. */
    long nanos(long number) {
        return frames.nanos(number);
    }

    /** See {@link FrameStream#fps}. */
    double fps() {
        return frames.fps();
    }

    /** Whether a child that gives no more frames has done all that it was to do. */
    boolean endedWell() throws InterruptedException {
        return process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** How one that gives no more frames ended, and what it said last. */
    String ending() throws InterruptedException {
        if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
            return "ffmpeg has closed its output" + lastWords();
        }
        return switch (process.exitValue()) {
                    case 132, 134, 136, 137, 139 -> "ffmpeg was killed by signal " + (process.exitValue() - 128);
                    default ->
                        "ffmpeg ended with status " + process.exitValue(); // of some versions, errors are over 128 too
                }
                + lastWords();
    }

    /** Kills it. Returns what it said last, for the end of a sentence. */
    String lastWords() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close the stream of its words unread
        String said = words.afterTheEnd();
        return said.isEmpty() ? "; it said nothing" : "; it said: " + said;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        pipe.close();
    }
}
