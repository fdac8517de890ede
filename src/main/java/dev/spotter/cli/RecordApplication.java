package dev.spotter.cli;

import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.Resampler;
import dev.spotter.capture.labelling.DeskState;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.dashboard.LiveFloor;
import dev.spotter.profile.Agent;
import dev.spotter.profile.AgentListener;
import dev.spotter.profile.DeviceUpdates;
import dev.spotter.profile.Profile;
import dev.spotter.safety.Incident;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The agent beside its HTTP server, as with {@code run}, with some sources recorded while people label them. */
@Dependent
@Unremovable
public class RecordApplication implements QuarkusApplication {
    private static final long POLL_MILLIS = 50;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    private final LiveFloor floor;

    RecordApplication(LiveFloor floor) {
        this.floor = floor;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        RecordOptions options = RecordOptions.parse(arguments);
        Places places = Places.find();
        CountDownLatch closed = RunApplication.holdShutdown();
        try {
            Profile profile = options.read();
            LabellingDesk desk = new LabellingDesk(
                    new RecordingWriter(options.out), options.plan(profile, places), new DeskPrinter(out));
            out.printf("page: http://%s:%d%n", profile.http().host(), RunApplication.listeningPort());
            Path data = places.data(options.data);
            try (Agent agent = Agent.start(
                    profile,
                    data,
                    DeviceUpdates.off(data, places.models(options.models, data)),
                    Optional.of(desk),
                    new IncidentsOnly(new FloorPrinter(profile, out)))) {
                floor.show(agent);
                agent.problems().forEach((code, sentence) -> err.printf("spotter: %s [%s]%n", sentence, code));
                DeskConsole console = new DeskConsole(desk, out, () -> Quarkus.asyncExit(0));
                try (DeskKeys _ = DeskKeys.start(console, out)) {
                    Thread.ofVirtual().start(() -> awaitEnd(agent, desk, options.duration));
                    Quarkus.waitForExit();
                }
                out.println("stopping");
            }
            return tell(desk, options, out, err);
        } catch (RuntimeException e) {
            return FailureHandler.tell(e, err);
        } finally {
            closed.countDown();
        }
    }

    /** Returns when no source gives more, or all have given enough. */
    private static void awaitEnd(Agent agent, LabellingDesk desk, Duration atMost) {
        double mostSamples = atMost == null ? Double.MAX_VALUE : atMost.toMillis() * Resampler.RATE_HZ / 1000.0;
        try {
            while (!desk.ended()
                    && !desk.state().sources().stream()
                            .allMatch(source -> source.ended() || source.samples() >= mostSamples)) {
                Thread.sleep(POLL_MILLIS);
            }
            if (desk.ended()) {
                agent.awaitEnd(LONGEST_DRAIN);
            }
            Quarkus.asyncExit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int tell(LabellingDesk desk, RecordOptions options, PrintWriter out, PrintWriter err) {
        DeskState state = desk.state();
        for (DeskState.Source source : state.sources()) {
            long written = state.sets().stream()
                    .filter(set -> set.written() && set.source().equals(source.name()))
                    .count();
            out.printf("%s: %d recordings in %s%n", source.name(), written, options.out);
        }
        Map<String, String> problems = desk.problems();
        problems.forEach((code, sentence) -> err.printf("spotter: %s [%s]%n", sentence, code));
        return state.sets().stream().allMatch(set -> set.written()) && !problems.containsKey("sets-lost")
                ? 0
                : FailureHandler.FAILED;
    }

    /** Who labels wants to see what they label; an incident they must see. */
    private record IncidentsOnly(FloorPrinter printer) implements AgentListener {
        @Override
        public void incident(Incident incident) {
            printer.incident(incident);
        }
    }
}
