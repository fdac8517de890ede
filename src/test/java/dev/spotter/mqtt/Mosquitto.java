package dev.spotter.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real mosquitto on a free port, in a folder of its own, that can be stopped, killed and started again. */
public final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Path folder;
    private final int port;
    private final List<String> settings = new ArrayList<>();
    private Process process;

    /** Not started yet; a test without the program is skipped. */
    public Mosquitto(Path folder) {
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "skipped: mosquitto is missing; apt-get install mosquitto mosquitto-clients");
        this.folder = folder;
        this.port = freePort();
        with("persistence true", "persistence_location " + folder + "/", "user " + System.getProperty("user.name"));
        with("log_dest file " + folder + "/mosquitto.log", "log_type all");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Mosquitto with(String... lines) {
        settings.addAll(List.of(lines));
        return this;
    }

    public Mosquitto anonymous() {
        return with("listener " + port + " 127.0.0.1", "allow_anonymous true");
    }

    public Mosquitto start() {
        try {
            Path file = Files.write(folder.resolve("mosquitto.conf"), settings);
            process = new ProcessBuilder(PROGRAM.toString(), "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("console.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
        return this;
    }

    /** SIGTERM: it saves what it holds. */
    void stop() {
        end(process::destroy);
    }

    /** SIGKILL: it saves nothing. */
    void kill() {
        end(process::destroyForcibly);
    }

    Process process() {
        return process;
    }

    int port() {
        return port;
    }

    public URI url() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    String log() {
        try {
            Path log = folder.resolve("mosquitto.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            end(process::destroyForcibly);
        }
    }

    private void end(Runnable how) {
        how.run();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mosquitto did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("mosquitto ended: " + log());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
