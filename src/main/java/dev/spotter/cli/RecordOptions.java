package dev.spotter.cli;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.labelling.LabellingPlan;
import dev.spotter.profile.HttpConfiguration;
import dev.spotter.profile.LabelChoice;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.profile.SourceConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What {@code record} is told. The command reads it, and hands it as text to the application that Quarkus starts. */
@Command
final class RecordOptions {
    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The device profile.")
    Path profile;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; what is there is kept.")
    Path out;

    @Option(names = "--label", paramLabel = "NAME", description = "What is done all the time: an exercise, or rest.")
    String label;

    @Option(names = "--subject", paramLabel = "NAME", defaultValue = "unknown", description = "Who does it.")
    String subject;

    @Option(names = "--source", paramLabel = "NAME", description = "One source only.")
    String source;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = RunOptions.DurationConverter.class,
            description = "Stop after so long on the samples' clock, such as 30s or 5m.")
    Duration duration;

    @Option(
            names = "--by-hand",
            description = {
                "Sets are labelled while they happen: by key, on the page, or by an MQTT command.",
                "The agent runs besides, as with `run`."
            })
    boolean byHand;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "NAME",
            description = "By hand: what can be done, such as bench,squat; else what the profile's ensembles know.")
    List<String> labels = List.of();

    @Option(
            names = "--lead",
            paramLabel = "DURATION",
            converter = LeadConverter.class,
            defaultValue = "0s",
            description = "By hand: a mark counts from so long before it was made, such as 0.5s for who reacts.")
    Duration lead;

    @Option(names = "--rest", description = "By hand: record what lies between two sets of one subject as rest.")
    boolean rest;

    @Option(names = "--data", paramLabel = "DIR", description = "By hand: the data folder, as with `run`.")
    Path data;

    @Option(names = "--models", paramLabel = "DIR", description = "By hand: the folder of model packages.")
    Path models;

    @Option(names = "--http-port", hidden = true, description = "Another port than the profile's.")
    Integer httpPort;

    /** Whether somebody labels while it is recorded. */
    boolean handLabelled() {
        return byHand || !labels.isEmpty();
    }

    /** The profile, with what the options say otherwise. */
    Profile read() {
        Profile read = ProfileReader.read(profile);
        return httpPort == null ? read : read.withHttpPort(httpPort);
    }

    /**
     * The sources to record, by name. Frames never leave the memory of the agent, so cameras are left out.
     *
     * @throws CaptureException {@code unknown-source}, or {@code camera-not-recorded} where there is nothing else
     */
    Map<String, SourceConfiguration.OfSamples> sources(Profile read) {
        if (source != null && !read.sources().containsKey(source)) {
            throw new CaptureException(
                    "unknown-source",
                    profile,
                    "there is no source '%s'; there are %s"
                            .formatted(source, String.join(", ", read.sources().keySet())));
        }
        Map<String, SourceConfiguration.OfSamples> recorded = new LinkedHashMap<>();
        read.sources().forEach((name, configuration) -> {
            if ((source == null || source.equals(name))
                    && configuration instanceof SourceConfiguration.OfSamples samples) {
                recorded.put(name, samples);
            }
        });
        if (recorded.isEmpty() && !read.sources().isEmpty()) {
            throw new CaptureException(
                    "camera-not-recorded",
                    profile,
                    "%s gives frames, and frames are never recorded; name a sensor with --source"
                            .formatted(source == null ? "each source" : "source '" + source + "'"));
        }
        return recorded;
    }

    LabellingPlan plan(Profile read, Places places) {
        if (label != null) {
            throw new CaptureException(
                    "label-twice", null, "either --label says what is done all the time, or it is labelled by hand");
        }
        List<String> sources = List.copyOf(sources(read).keySet());
        List<String> choice =
                labels.isEmpty() ? LabelChoice.of(read, sources, places.models(models, places.data(data))) : labels;
        if (choice.isEmpty()) {
            throw new CaptureException(
                    "label-bad",
                    profile,
                    "no ensemble of the profile looks at what is recorded; say with --labels what can be done");
        }
        return new LabellingPlan(sources, choice, subject, lead, rest);
    }

    /** Quarkus reads where it listens when it starts, so it must know before. */
    void configureHttp() {
        HttpConfiguration http = read().http();
        System.setProperty("quarkus.http.host", http.host());
        System.setProperty("quarkus.http.port", Integer.toString(http.port()));
    }

    /** The options as text, for {@link #parse}. */
    String[] arguments() {
        List<String> arguments = new ArrayList<>(List.of("--profile", profile.toString(), "--out", out.toString()));
        add(arguments, "--label", label);
        add(arguments, "--subject", subject);
        add(arguments, "--source", source);
        add(arguments, "--for", duration == null ? null : duration.toMillis() + "ms");
        add(arguments, "--lead", lead.toMillis() + "ms");
        add(arguments, "--labels", labels.isEmpty() ? null : String.join(",", labels));
        add(arguments, "--data", data);
        add(arguments, "--models", models);
        add(arguments, "--http-port", httpPort);
        if (byHand) {
            arguments.add("--by-hand");
        }
        if (rest) {
            arguments.add("--rest");
        }
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String name, Object value) {
        if (value != null) {
            arguments.add(name + "=" + value);
        }
    }

    /** Half a second is what people mean here, so a point is allowed. */
    static final class LeadConverter implements ITypeConverter<Duration> {
        private static final Pattern SECONDS = Pattern.compile("\\d{1,3}\\.\\d{1,3}s");

        @Override
        public Duration convert(String text) {
            return SECONDS.matcher(text).matches()
                    ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT))
                    : new RunOptions.DurationConverter().convert(text);
        }
    }

    static RecordOptions parse(String... arguments) {
        RecordOptions options = new RecordOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
