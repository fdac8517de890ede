package dev.spotter.cli;

import dev.spotter.dashboard.LiveFloor;
import dev.spotter.profile.Agent;
import dev.spotter.profile.DeviceUpdates;
import dev.spotter.profile.Profile;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** The agent beside its HTTP server: started after it, stopped before it. */
@Dependent
@Unremovable
public class RunApplication implements QuarkusApplication {
    private static final long LONGEST_CLOSE_SECONDS = 30;

    private final LiveFloor floor;

    RunApplication(LiveFloor floor) {
        this.floor = floor;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        RunOptions options = RunOptions.parse(arguments);
        Places places = Places.find();
        CountDownLatch closed = holdShutdown();
        try {
            Profile profile = options.read();
            out.printf("page: http://%s:%d%n", profile.http().host(), listeningPort());
            Path data = places.data(options.data);
            DeviceUpdates updates = updates(options, profile, data, places.models(options.models, data));
            AgentFile file = new AgentFile(
                    Optional.of(
                            URI.create("http://%s:%d".formatted(profile.http().host(), listeningPort()))),
                    options.profile);
            try (Agent agent = Agent.start(profile, data, updates, Optional.empty(), new FloorPrinter(profile, out))) {
                floor.show(agent);
                file.write(data);
                agent.problems().forEach((code, sentence) -> err.printf("spotter: %s [%s]%n", sentence, code));
                Thread.ofVirtual().start(() -> awaitEnd(agent, options.duration));
                Quarkus.waitForExit();
                out.println("stopping");
                file.ended().write(data);
            }
            return 0;
        } catch (RuntimeException e) {
            return FailureHandler.tell(e, err);
        } finally {
            closed.countDown();
        }
    }

    private static DeviceUpdates updates(RunOptions options, Profile profile, Path data, List<Path> models) {
        UpdateTrials trials = new UpdateTrials(options.profile, profile, data, models);
        return DeviceUpdates.open(profile, data, models, trials, trials::problems);
    }

    /** On a signal Quarkus ends the process without waiting for us; the agent must have told the broker first. */
    static CountDownLatch holdShutdown() {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                closed.await(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return closed;
    }

    private static void awaitEnd(Agent agent, Duration atMost) {
        try {
            agent.awaitEnd(atMost);
            Quarkus.asyncExit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int listeningPort() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }
}
