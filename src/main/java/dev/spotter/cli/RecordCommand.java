package dev.spotter.cli;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.profile.SourceConfiguration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records what the sources of a profile give, to fit and evaluate on. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records labelled sets on site, until Ctrl-C, the end of --for, or the end of all sources.",
            "Without --label a simulated lifter labels its own sets, and a replay keeps its labels."
        })
final class RecordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--profile", required = true, paramLabel = "FILE", description = "The device profile.")
    private Path profile;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; what is there is kept.")
    private Path out;

    @Option(names = "--label", paramLabel = "NAME", description = "What is done: an exercise, or rest.")
    private String label;

    @Option(names = "--subject", paramLabel = "NAME", defaultValue = "unknown", description = "Who does it.")
    private String subject;

    @Option(names = "--source", paramLabel = "NAME", description = "One source only.")
    private String only;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = RunOptions.DurationConverter.class,
            description = "Stop after so long on the samples' clock, such as 30s or 5m.")
    private Duration duration;

    @Override
    public Integer call() throws InterruptedException {
        List<RecordedSource> recorded = open();
        Thread stop = new Thread(() -> recorded.forEach(RecordedSource::stop), "record-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        recorded.forEach(RecordedSource::start);
        for (RecordedSource each : recorded) {
            each.join();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // the machine is on its way down, which is why the sources have ended
        }
        PrintWriter err = spec.commandLine().getErr();
        int exit = 0;
        for (RecordedSource each : recorded) {
            spec.commandLine()
                    .getOut()
                    .printf("%s: %d recordings, %.1f s, in %s%n", each.name(), each.recordings(), each.seconds(), out);
            each.problems().forEach((code, sentence) -> err.printf("%s: %s [%s]%n", each.name(), sentence, code));
            if (each.failure().isPresent()) {
                exit = FailureHandler.tell(each.failure().get(), err);
            }
        }
        spec.commandLine().getOut().flush();
        err.flush();
        return exit;
    }

    private List<RecordedSource> open() {
        Profile read = ProfileReader.read(profile);
        if (only != null && !read.sources().containsKey(only)) {
            throw new CaptureException(
                    "unknown-source",
                    profile,
                    "there is no source '%s'; there are %s"
                            .formatted(only, String.join(", ", read.sources().keySet())));
        }
        RecordingDescription description = new RecordingDescription(
                subject, label == null ? Recording.UNLABELLED : label, Optional.empty(), Map.of());
        RecordingWriter writer = new RecordingWriter(out);
        List<RecordedSource> recorded = new ArrayList<>();
        for (Map.Entry<String, SourceConfiguration> entry : read.sources().entrySet()) {
            if (only == null || only.equals(entry.getKey())) {
                ImuSource source = entry.getValue().open(entry.getKey());
                requireEnd(source);
                recorded.add(new RecordedSource(writer, source, description, label != null, duration));
            }
        }
        return recorded;
    }

    /** A lifter who neither rests in real time nor ever stops would fill the disk. */
    private void requireEnd(ImuSource source) {
        boolean endless = source instanceof SimulatedSource simulated
                && simulated.configuration().rounds() == 0
                && !source.paced();
        if (endless && duration == null) {
            throw new CaptureException(
                    "record-without-end",
                    profile,
                    "source '%s' goes on without end at speed max; give --for, or rounds in the profile"
                            .formatted(source.name()));
        }
    }
}
