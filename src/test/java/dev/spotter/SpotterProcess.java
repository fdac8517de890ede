package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Spotter as its user starts it: the built jar, or the native binary where one was built. */
public final class SpotterProcess implements AutoCloseable {
    private static final String PAGE = "page: ";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private SpotterProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Starts a command; what it says on both streams is kept. */
    public static SpotterProcess start(Path data, String... arguments) throws IOException {
        // A shell that starts the tests in the background has them ignore Ctrl-C, and they would hand that on.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(program());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPOTTER_HOME", SharedFiles.home().toString());
        builder.environment().put("SPOTTER_DATA", data.toString());
        return new SpotterProcess(builder.start());
    }

    /** The words with which a command line begins, up to Spotter's own arguments. */
    public static List<String> program() {
        String binary = System.getProperty("spotter.binary", "");
        return binary.isBlank()
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Dspotter.home=" + SharedFiles.home(),
                        "-jar",
                        Path.of(System.getProperty("spotter.build"), "quarkus-app", "quarkus-run.jar")
                                .toString())
                : List.of(binary);
    }

    /** Runs a command to its end. */
    public static SpotterProcess finished(Path data, String... arguments) throws IOException, InterruptedException {
        SpotterProcess process = start(data, arguments);
        if (!process.process.waitFor(2, TimeUnit.MINUTES)) {
            process.close();
            throw new IllegalStateException("did not end: " + String.join("\n", process.lines));
        }
        process.reader.join();
        return process;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException endedMeanwhile) {
            // The process was killed; what it said so far counts.
        }
    }

    /** What it said so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Where its page is, once it listens. */
    public URI page() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.startsWith(PAGE)));
        return lines.stream()
                .filter(line -> line.startsWith(PAGE))
                .map(line -> URI.create(line.substring(PAGE.length())))
                .findFirst()
                .orElseThrow();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Types a line on its standard input. */
    public void type(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not end within 30 s: " + String.join("\n", lines));
        }
        reader.join();
    }

    /** Asks it to end, as Ctrl-C does, and waits. */
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        awaitEnd();
    }

    /** Kills it with SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
