package dev.spotter.evaluation.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What benchmarks let ffmpeg do beside cameras. */
final class Ffmpeg {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    /** What moves and costs little to draw, as a filter graph. */
    static final String TEST_GRAPH = testGraph(30);

    private static final List<String> QUIET = List.of("-loglevel", "error", "-nostdin");

    private Ffmpeg() {}

    /** What moves and costs little to draw, in so many frames a second. */
    static String testGraph(int fps) {
        return "testsrc2=size=%dx%d:rate=%d".formatted(WIDTH, HEIGHT, fps);
    }

    /** Arguments that read what moves and costs little to draw, as fast as it goes. */
    static List<String> testSource() {
        return List.of("-f", "lavfi", "-i", TEST_GRAPH);
    }

    /** Arguments that read a film over and over, at its own pace: not by {@code -re}, which looks at the clock 100 times a second. */
    static List<String> pacedFilm(Path file) {
        return Stream.concat(film(file).stream(), Stream.of("-vf", "realtime")).toList();
    }

    /** Arguments that read a film over and over, as fast as it goes. */
    static List<String> film(Path file) {
        return List.of("-stream_loop", "-1", "-i", file.toString());
    }

    /**
     * Starts it.
     *
     * @param arguments between the usual first ones and the output, which is a pipe
     * @throws BenchException ffmpeg-missing
     */
    static Process intoPipe(List<String> arguments) {
        return start(new ProcessBuilder(command(List.of("-threads", "1"), arguments, "pipe:1"))
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    /**
     * Makes a film.
     *
     * @param input what is read
     * @param output how it is written
     * @throws BenchException ffmpeg-missing, ffmpeg-failed (with what it says)
     */
    static void make(Path film, List<String> input, List<String> output) {
        Process process = start(new ProcessBuilder(command(
                List.of("-y"), Stream.concat(input.stream(), output.stream()).toList(), film.toString())));
        try (var errors = process.getErrorStream()) {
            String said = new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new BenchException("ffmpeg-failed", "ffmpeg cannot make the film of a benchmark: " + said);
            }
        } catch (IOException failure) {
            throw new BenchException("ffmpeg-failed", "ffmpeg cannot be listened to: " + failure, failure);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "interrupted while ffmpeg made a film", interrupted);
        }
    }

    private static List<String> command(List<String> first, List<String> arguments, String output) {
        List<String> command = new ArrayList<>(List.of(OnPath.require("ffmpeg").toString()));
        command.addAll(QUIET);
        command.addAll(first);
        command.addAll(arguments);
        command.add(output);
        return command;
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException failure) {
            throw new BenchException("ffmpeg-failed", "ffmpeg cannot be started: " + failure.getMessage(), failure);
        }
    }
}
