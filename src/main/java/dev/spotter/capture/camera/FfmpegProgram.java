package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An ffmpeg of this machine.
 *
 * @param command what starts it: by util-linux's setpriv where that is installed, so that the kernel kills it when the
 *     thread that started it ends, however that comes about
 * @param recent whether it is 5.1 or newer
 */
record FfmpegProgram(List<String> command, boolean recent) {
    private static final int PATIENCE_SECONDS = 10;
    private static final int LONGEST_VERSION = 4096;
    private static final Pattern VERSION = Pattern.compile("ffmpeg version n?(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    FfmpegProgram {
        command = List.copyOf(command);
    }

    /**
     * Finds it, and asks it for its version.
     *
     * @param configured the file to use; one of the PATH where absent
     * @throws CaptureException with the code {@code ffmpeg-missing}
     */
    static FfmpegProgram find(Optional<Path> configured) throws InterruptedException {
        Path file = configured
                .map(path -> Optional.of(path).filter(Files::isExecutable))
                .orElseGet(() -> in(path(), "ffmpeg"))
                .orElseThrow(() -> missing(configured
                        .map(path -> path + " is not there, or not to be executed")
                        .orElse("ffmpeg is not installed, or not on the PATH")));
        List<String> command = new ArrayList<>();
        in(Stream.concat(path(), Stream.of("/usr/bin", "/bin")), "setpriv")
                .ifPresent(tool -> command.addAll(List.of(tool.toString(), "--pdeathsig", "KILL", "--")));
        command.add(file.toString());
        return new FfmpegProgram(command, isRecent(version(file)));
    }

    private static CaptureException missing(String why) {
        return new CaptureException("ffmpeg-missing", null, why + " (Debian: apt-get install ffmpeg)");
    }

    private static Stream<String> path() {
        return Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
    }

    private static Optional<Path> in(Stream<String> folders, String name) {
        return folders.filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    private static String version(Path file) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(file.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw missing(file + " cannot be started (" + e.getMessage() + ")");
        }
        // what it says is far less than a pipe holds, so it ends without being read
        try (InputStream words = process.getInputStream()) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw missing(file + " does not tell its version within %d s".formatted(PATIENCE_SECONDS));
            }
            return new String(words.readNBytes(LONGEST_VERSION), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw missing(file + " does not tell its version (" + e.getMessage() + ")");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A build without a number is one of the newest. */
    private static boolean isRecent(String words) {
        Matcher version = VERSION.matcher(words);
        if (!version.matches()) {
            return true;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 5 || major == 5 && Integer.parseInt(version.group(2)) >= 1;
    }

    /** The option by which a frame is neither dropped nor repeated for its time stamp's sake. */
    List<String> passingFramesThrough() {
        return recent ? List.of("-fps_mode", "passthrough") : List.of("-vsync", "passthrough");
    }

    /** Whether a list of its concat format may hold the options of what it lists. */
    boolean readsOptionsFromLists() {
        return recent;
    }
}
