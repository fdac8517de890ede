package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a device's set of models up to date, and never without one that works. One process a folder; one thread does
 * everything, the methods are for any thread.
 *
 * <p>Whoever runs models says that it is {@link #starting}, opens them, and then has it {@link #start}.
 */
public final class Updater implements AutoCloseable {
    private final UpdateConfiguration configuration;
    private final FolderLock lock;
    private final DeviceSets sets;
    private final UpdateBook book;
    private final RunningSet running;
    private final UpdateSteps steps;
    private final UpdateWorker worker;

    private Updater(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateListener listener,
            InstantSource source,
            FolderLock lock) {
        this.configuration = configuration;
        this.lock = lock;
        sets = new DeviceSets(folder);
        UpdateClock clock = new UpdateClock(folder, source, device.builtAt());
        Journal journal = new Journal(folder);
        Wishes wishes = new Wishes(folder);
        JournalEntry entry = new Recovery(folder, sets, journal, wishes, clock.now()).recover();
        book = new UpdateBook(journal, sets::active, listener, entry);
        running = new RunningSet(clock, sets, book, new ProbationWatch(folder, sets, book));
        steps = new UpdateSteps(folder, configuration, device, trial, clock, sets, book, wishes, running);
        worker = new UpdateWorker(configuration, clock, book, running, steps);
    }

    /**
     * Opens a device's updates, and puts right what an update that was cut off left there. Nothing is asked of anybody yet.
     *
     * @param folder of the updates; made where it is missing
     * @param trial what a set has to pass before it runs
     * @param listener hears how an update goes, from now on
     * @param source the device's clock, which may be wrong
     * @throws UpdateException {@code updates-in-use}, {@code disk-full}, {@code disk-error}; a device then runs what
     *     {@link #runningFolder} says
     */
    public static Updater open(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateListener listener,
            InstantSource source) {
        DurableDisk.createFolder(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            return new Updater(folder, configuration, device, trial, listener, source, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the set lies that runs, found without changing anything; empty for what came with the program. */
    public static Optional<Path> runningFolder(Path folder) {
        try {
            return DeviceSets.running(folder);
        } catch (UpdateException e) {
            return Optional.empty();
        }
    }

    /**
     * The program is about to open the models that run: each such start of a set on probation counts, and one too many takes
     * it back. Once, before {@link #start}.
     *
     * @return where the set lies that is to be run; empty for what came with the program
     */
    public Optional<Path> starting() {
        running.starts();
        return activeFolder();
    }

    /** Where the set lies that runs; empty for what came with the program. */
    public Optional<Path> activeFolder() {
        return sets.folder(sets.active().set());
    }

    /** Where the set lies that would run if the one that runs were taken back. */
    public Optional<Path> refugeFolder() {
        return sets.folder(sets.refuge());
    }

    /** How the update stands. */
    public UpdateStatus status() {
        return book.status();
    }

    /** Whether there is a set that ran before and that can be gone back to. */
    public boolean canGoBack() {
        return sets.before().isPresent();
    }

    /** What is wrong now: a stable code and a sentence. */
    public Map<String, String> problems() {
        return book.problems();
    }

    /**
     * What runs could not be started: it is taken back. Only before {@link #start}.
     *
     * @return where the set lies that is to be run instead
     */
    public Optional<Path> refused(String code, String sentence) {
        running.takeBack(code, sentence);
        return activeFolder();
    }

    /**
     * From now on an update that was cut off is gone on with, the repository is asked, and what is on probation is watched.
     *
     * @param activation gives the running pipelines other models
     * @param probation watches them
     */
    public void start(Activation activation, Probation probation) {
        worker.start(activation, probation);
    }

    /** Has the device run a set; the newest such wish counts. */
    public void push(String repository, Optional<String> set) {
        worker.want(new UpdateRequest.Set(repository, set, Wishes.Source.HAND));
    }

    /** The same for a back end that says it again and again: it counts when it says something else. */
    public void desire(String repository, Optional<String> set) {
        worker.want(new UpdateRequest.Set(repository, set, Wishes.Source.BACK_END));
    }

    /** The same for a repository that lies somewhere, such as on a stick: its channel counts when it says something else. */
    public void offer(String repository) {
        worker.want(new UpdateRequest.Set(repository, Optional.empty(), Wishes.Source.STICK));
    }

    /** Has the device run what its repository's channel points to now. */
    public void poll() {
        configuration.repository().ifPresent(repository -> push(repository, Optional.empty()));
    }

    /** Has the device run the set that ran before. */
    public void rollback() {
        worker.want(new UpdateRequest.Back());
    }

    /** Whether something is under way, or waits to be. A set on probation is not. */
    public boolean busy() {
        return worker.busy();
    }

    /**
     * Updates in the caller's thread, where nothing was started: the set runs from the next start of the agent on, which
     * watches it.
     *
     * @return how it went
     */
    public UpdateStatus update(String repository, Optional<String> set) throws InterruptedException {
        UpdateRequest.Set request = new UpdateRequest.Set(repository, set, Wishes.Source.HAND);
        try {
            steps.update(request, Thread::interrupted);
        } catch (RuntimeException e) {
            steps.failed(request, UpdateWorker.known(e));
        }
        return status();
    }

    /**
     * Goes back in the caller's thread, where nothing was started.
     *
     * @throws UpdateException {@code nothing-before}
     */
    public UpdateStatus goBack() {
        running.goBack();
        return status();
    }

    /** Ends what is under way; it goes on after the next start. */
    @Override
    public void close() {
        worker.close();
        lock.close();
    }
}
