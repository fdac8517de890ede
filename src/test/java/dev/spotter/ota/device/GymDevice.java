package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A device that takes updates in a test: what it runs is only written down, and its probation says what the test wants. */
final class GymDevice implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    final Path folder;
    /** Of all updates, since the device was made: {@code downloading}, {@code failed [code]} and so on. */
    final List<String> told = new CopyOnWriteArrayList<>();
    /** Sets in the order in which they came to run without a restart. */
    final List<String> activated = new CopyOnWriteArrayList<>();
    /** Time on probation of which the device was told. */
    volatile Duration watched = Duration.ZERO;
    /** What the probation says when it is asked. */
    volatile ProbationVerdict verdict = new ProbationVerdict.GoesOn();
    /** Why the pipelines do not take a set. */
    volatile RuntimeException refusal;

    SetTrial trial = (set, candidate, running) -> {};
    Instant clock = Instant.parse("2026-11-26T12:00:00Z");
    String agentVersion = "0.1.0";
    UpdateConfiguration configuration;
    Updater updater;

    GymDevice(Path folder, Path root) {
        this.folder = folder;
        configuration = UpdateConfiguration.of(root);
    }

    /** Asks a repository by itself, so often. */
    GymDevice polling(String repository, Duration poll) {
        configuration = new UpdateConfiguration(
                Optional.of(repository),
                configuration.root(),
                UpdateConfiguration.USUAL_CHANNEL,
                poll,
                OptionalLong.empty(),
                configuration.mostBytes());
        return this;
    }

    /** Starts the program, as far as its updates go; one that runs is stopped first. */
    Updater open() {
        close();
        updater = Updater.open(
                folder,
                configuration,
                new UpdateConfiguration.Device(agentVersion, Set.of("x86_64"), Instant.EPOCH, Optional.empty()),
                (set, candidate, running) -> trial.tryOut(set, candidate, running),
                this::hear,
                () -> clock);
        return updater;
    }

    /** Starts the program, which opens its models and runs. */
    Updater run() {
        open();
        updater.starting();
        updater.start(this::activate, new Probation() {
            @Override
            public void begin(Optional<Path> previous) {}

            @Override
            public ProbationVerdict verdict(Duration time) {
                watched = time;
                return verdict;
            }

            @Override
            public void end() {}
        });
        return updater;
    }

    private void activate(String set, Optional<Path> place) {
        if (refusal != null && !set.equals(SetManifest.SHIPPED)) {
            throw refusal;
        }
        activated.add(set);
    }

    private synchronized void hear(UpdateStatus status) {
        told.add(status.state().word()
                + status.code().map(code -> " [%s]".formatted(code)).orElse(""));
        notifyAll();
    }

    /** Waits until the device is in a state. */
    synchronized UpdateStatus await(Predicate<UpdateStatus> reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.test(updater.status())) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it is at %s, and was told %s".formatted(updater.status(), told));
            }
            wait(20);
        }
        return updater.status();
    }

    /** Waits until the device has told that it is in a state. */
    UpdateStatus await(UpdateState state) throws InterruptedException {
        return await(status ->
                status.state() == state && !told.isEmpty() && told.getLast().startsWith(state.word()));
    }

    /** A trial that refuses sets for as long as the test wants. */
    static SetTrial refusing(String code) {
        return (set, candidate, running) -> {
            throw new UpdateException(code, "the trial refuses " + set);
        };
    }

    List<String> sets() {
        List<String> names = new ArrayList<>();
        DurableDisk.list(folder.resolve("sets"))
                .forEach(set -> names.add(set.getFileName().toString()));
        return names;
    }

    @Override
    public void close() {
        if (updater != null) {
            updater.close();
            updater = null;
        }
    }
}
