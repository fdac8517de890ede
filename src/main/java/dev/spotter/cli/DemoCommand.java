package dev.spotter.cli;

import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demo profile, with a broker of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs three simulated racks, a broker of its own and the page, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private static final int PORTS_TRIED = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder; another than that of `run`.")
    private Path data;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = RunOptions.DurationConverter.class,
            description = "Stop after so long, such as 30s or 5m.")
    private Duration duration;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Places places = Places.find();
        RunOptions options = new RunOptions();
        options.profile = places.profiles().resolve("demo.yaml");
        options.duration = duration;
        Profile profile = ProfileReader.read(options.profile);
        options.httpPort = freePort(profile.http().port());
        options.data = data == null ? freshData(places.data(null).resolve("demo-" + options.httpPort)) : data;
        try (DemoBroker broker = DemoBroker.start(places.home(), options.data)) {
            out.println(broker.said());
            options.broker = broker.url().toString();
            if (broker.there()) {
                out.printf(
                        "follow it: mosquitto_sub -p %d -v -t 'spotter/#'%n",
                        broker.url().getPort());
            }
            out.println("Ctrl-C ends it");
            out.flush();
            return RunCommand.start(options);
        }
    }

    /** Every demo begins with an empty history, or the siren of the last one would still sound; the port parts demos. */
    private static Path freshData(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the last demo's data cannot be removed: " + e.getMessage(), e);
        }
        return folder;
    }

    /** The port, or the next one that nobody has. */
    private static int freePort(int wanted) {
        for (int port = wanted; port < wanted + PORTS_TRIED; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        return wanted;
    }
}
