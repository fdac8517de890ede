package dev.spotter.cli;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingClaim;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.simulator.SimulatedSource;
import dev.spotter.profile.Profile;
import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Records what the sources of a profile give, to fit and evaluate on. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records labelled sets on site, until Ctrl-C, the end of --for, or the end of all sources.",
            "Without --label a simulated lifter labels its own sets, and a replay keeps its labels.",
            "With --by-hand or --labels people label them: by key, on the page, by an MQTT command."
        })
final class RecordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordOptions options;

    @Override
    public Integer call() throws InterruptedException {
        options.sources(options.read());
        try (RecordingClaim _ = RecordingClaim.of(options.out)) {
            return options.handLabelled() ? byHand() : byItself();
        }
    }

    /** Starts Quarkus, and the agent in it, whose sources are recorded besides. */
    private int byHand() {
        Profile profile = options.read();
        // said now: from within Quarkus a wrong label would be told after a start
        options.plan(profile, Places.find());
        options.configureHttp();
        AtomicInteger exit = new AtomicInteger();
        Quarkus.run(
                RecordApplication.class,
                (code, failure) -> exit.set(failure == null ? code : FailureHandler.FAILED),
                options.arguments());
        return exit.get();
    }

    private int byItself() throws InterruptedException {
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
                    .printf(
                            "%s: %d recordings, %.1f s, in %s%n",
                            each.name(), each.recordings(), each.seconds(), options.out);
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
        Profile read = options.read();
        RecordingDescription description = new RecordingDescription(
                options.subject,
                options.label == null ? Recording.UNLABELLED : options.label,
                Optional.empty(),
                Map.of());
        RecordingWriter writer = new RecordingWriter(options.out);
        List<RecordedSource> recorded = new ArrayList<>();
        options.sources(read).forEach((name, configuration) -> {
            ImuSource source = configuration.open(name);
            requireEnd(source);
            recorded.add(new RecordedSource(writer, source, description, options.label != null, options.duration));
        });
        return recorded;
    }

    /** A lifter who neither rests in real time nor ever stops would fill the disk. */
    private void requireEnd(ImuSource source) {
        boolean endless = source instanceof SimulatedSource simulated
                && simulated.configuration().rounds() == 0
                && !source.paced();
        if (endless && options.duration == null) {
            throw new CaptureException(
                    "record-without-end",
                    options.profile,
                    "source '%s' goes on without end at speed max; give --for, or rounds in the profile"
                            .formatted(source.name()));
        }
    }
}
