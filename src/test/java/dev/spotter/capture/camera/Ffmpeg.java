package dev.spotter.capture.camera;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ffmpeg of this machine, for tests; where there is none they are skipped. */
public final class Ffmpeg {
    private Ffmpeg() {}

    public static void require() {
        path();
    }

    public static Path path() {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "skipped: ffmpeg is not installed (Debian: apt-get install ffmpeg)");
        return program.get();
    }

    /** Makes a film. */
    public static Path film(Path file, String... arguments) throws IOException, InterruptedException {
        require();
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("ffmpeg did not make " + file);
        }
        return file;
    }
}
