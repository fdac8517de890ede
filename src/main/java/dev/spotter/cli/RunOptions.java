package dev.spotter.cli;

import dev.spotter.profile.Durations;
import dev.spotter.profile.HttpConfiguration;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What {@code run} is told. The command reads it, and hands it as text to the application that Quarkus starts. */
@Command
final class RunOptions {
    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The device profile.")
    Path profile;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder: outbox, history, native libraries.")
    Path data;

    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    Path models;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Stop after so long, such as 30s or 5m.")
    Duration duration;

    @Option(names = "--broker", hidden = true, description = "Another broker than the profile's: the demo's own.")
    String broker;

    @Option(names = "--http-port", hidden = true, description = "Another port than the profile's.")
    Integer httpPort;

    /** The profile, with what the options say otherwise. */
    Profile read() {
        Profile read = ProfileReader.read(profile);
        if (broker != null) {
            read = read.withBroker(broker);
        }
        return httpPort == null ? read : read.withHttpPort(httpPort);
    }

    /** Quarkus reads where it listens when it starts, so it must know before. */
    void configureHttp() {
        HttpConfiguration http = read().http();
        System.setProperty("quarkus.http.host", http.host());
        System.setProperty("quarkus.http.port", Integer.toString(http.port()));
    }

    /** The options as text, for {@link #parse}. */
    String[] arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--profile", profile);
        add(arguments, "--data", data);
        add(arguments, "--models", models);
        add(arguments, "--for", duration == null ? null : duration.toMillis() + "ms");
        add(arguments, "--broker", broker);
        add(arguments, "--http-port", httpPort);
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String name, Object value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value.toString());
        }
    }

    static RunOptions parse(String... arguments) {
        RunOptions options = new RunOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
