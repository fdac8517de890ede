package dev.spotter.cli;

import dev.spotter.mqtt.BrokerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The broker of the demo, in a process of its own: it ends with this object, and also when this process is killed, for
 * it watches its standard input. The installed binary has none with it and uses one on localhost.
 */
final class DemoBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 1883;
    private static final int PORTS_TRIED = 100;
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(5);
    private static final int LOOK_MILLIS = 50;

    private final int port;
    private final Process process;
    private final boolean there;

    private DemoBroker(int port, Process process, boolean there) {
        this.port = port;
        this.process = process;
        this.there = there;
    }

    /**
     * Starts the broker of the repository on 127.0.0.1:1883 or the next free port, and waits until it listens; where
     * there is none, or no Java to run it because this is the native binary, looks for one on localhost.
     *
     * @param home the repository, or {@code null} in an installation
     * @param folder where it keeps its log, {@code demo-broker.log}, and, while it runs, its files
     * @throws BrokerException {@code demo-broker-failed}, with the place of the log
     */
    static DemoBroker start(Path home, Path folder) {
        Path libraries = home == null ? null : home.resolve("packaging/demo-broker/target/lib");
        String java = System.getProperty("java.home");
        if (java == null || libraries == null || !Files.isDirectory(libraries)) {
            return new DemoBroker(PORT, null, listens(PORT));
        }
        int port = freePort();
        Path log = folder.resolve("demo-broker.log");
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(
                            Path.of(java, "bin", "java").toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            libraries + "/*",
                            "dev.spotter.demobroker.DemoBrokerMain",
                            Integer.toString(port),
                            "-",
                            Files.createTempDirectory(folder, "demo-broker-").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            DemoBroker broker = new DemoBroker(port, process, true);
            broker.awaitListening(log);
            return broker;
        } catch (IOException e) {
            throw new BrokerException(
                    "demo-broker-failed", "the demo's broker cannot be started: " + e.getMessage(), e);
        }
    }

    /** Where it listens. */
    URI url() {
        return URI.create("mqtt://" + HOST + ":" + port);
    }

    /** Whether there is a broker at all. */
    boolean there() {
        return there;
    }

    /** A line for people. */
    String said() {
        if (process != null) {
            return "broker: " + url() + " (HiveMQ CE, MQTT 5, of this demo)";
        }
        return there
                ? "broker: " + url() + " (the one that runs on this machine)"
                : "no broker: nothing listens on " + url() + ", so messages wait in the outbox; install one, e.g."
                        + " apt-get install mosquitto";
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(DOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening(Path log) {
        long end = System.nanoTime() + UP_WITHIN.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < end) {
                if (listens(port)) {
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new BrokerException("demo-broker-failed", "the demo's broker did not come up; its log is " + log);
    }

    private static int freePort() {
        for (int port = PORT; port < PORT + PORTS_TRIED; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it; the next one, then.
                continue;
            }
        }
        throw new BrokerException(
                "demo-broker-failed", "no port from " + PORT + " to " + (PORT + PORTS_TRIED - 1) + " is free");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), LOOK_MILLIS * 10);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
