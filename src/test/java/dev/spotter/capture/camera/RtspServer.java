package dev.spotter.capture.camera;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GStreamer's RTSP server with a test picture, in a process of its own that can be stalled, killed and begun anew. */
final class RtspServer implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPT =
            SharedFiles.home().resolve("src/test/resources/dev/spotter/capture/camera/rtsp_server.py");

    private final List<String> login;
    private Process process;
    private int port;

    private RtspServer(List<String> login) throws IOException {
        this.login = login;
        start();
    }

    /** One that asks for nothing, or for a user and a password. */
    static RtspServer open(String... login) throws IOException {
        Ffmpeg.require();
        assumeTrue(Files.isExecutable(PYTHON), "skipped: " + PYTHON + " is not installed");
        return new RtspServer(List.of(login));
    }

    /** Starts it, on the port that it had before if it had one. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), SCRIPT.toString(), Integer.toString(port)));
        command.addAll(login);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
        String line = words.readLine();
        // GStreamer warns of what it has not, in lines before
        while (line != null && !line.matches("\\d+")) {
            String said = line;
            line = words.readLine();
            assumeTrue(
                    line != null,
                    "skipped: GStreamer's RTSP server does not run (Debian: apt-get install gir1.2-gst-rtsp-server-1.0 python3-gi"
                            + " gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly): "
                            + said);
        }
        port = Integer.parseInt(line);
    }

    String url() {
        return "rtsp://127.0.0.1:" + port + "/stream";
    }

    /** @param login user:password as it stands in a URL */
    String url(String login) {
        return "rtsp://" + login + "@127.0.0.1:" + port + "/stream";
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stall() throws IOException, InterruptedException {
        Signal.STOP.to(process.toHandle());
    }

    void resume() throws IOException, InterruptedException {
        Signal.CONT.to(process.toHandle());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
