package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a device's set of models up to date, and never without one that works. One process a folder; one thread does
 * everything, the methods are for any thread.
 *
 * <p>Whoever runs models says that it is {@link #starting}, opens them, and then has it {@link #start}.
 */
public final class Updater implements AutoCloseable {
    private static final String LOCK = ".lock";
    /** What is on probation is looked at so often. */
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The clock is looked at so often where nothing else is to be done. */
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** After a start, the first question to the repository comes within this time, by chance. */
    private static final long FIRST_POLL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final UpdateConfiguration configuration;
    private final FileChannel lockFile;
    private final DeviceSets sets;
    private final UpdateBook book;
    private final UpdateSteps steps;
    private final UpdateClock clock;
    private final Retry retry;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by the lock
    private UpdateRequest wanted;
    private boolean working;
    private boolean breakable;
    private boolean closed;

    // only the thread that updates
    private UpdateRequest.Set waiting;
    private long waitingUntil;
    private long pollAt;
    private volatile Thread worker;

    private Updater(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateListener listener,
            InstantSource source,
            FileChannel lockFile) {
        this.configuration = configuration;
        this.lockFile = lockFile;
        sets = new DeviceSets(folder);
        clock = new UpdateClock(folder, source, device.builtAt());
        Journal journal = new Journal(folder);
        Wishes wishes = new Wishes(folder);
        JournalEntry entry = new Recovery(folder, sets, journal, wishes, clock.now()).recover();
        book = new UpdateBook(journal, sets::active, listener, entry);
        steps = new UpdateSteps(folder, configuration, device, trial, clock, sets, book, wishes);
        retry = new Retry(configuration.poll());
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
        FileChannel lockFile = locked(folder.resolve(LOCK));
        try {
            return new Updater(folder, configuration, device, trial, listener, source, lockFile);
        } catch (RuntimeException e) {
            close(lockFile);
            throw e;
        }
    }

    private static FileChannel locked(Path file) {
        return DurableDisk.at(file, () -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = null;
            try {
                held = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // another part of this process has it
            }
            if (held == null) {
                channel.close();
                throw new UpdateException(
                        "updates-in-use",
                        "another program holds the updates in %s; ask that one".formatted(file.getParent()));
            }
            return channel;
        });
    }

    private static void close(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            // the lock is gone with the process at the latest
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
        steps.starts();
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
        steps.takeBack(code, sentence);
        return activeFolder();
    }

    /**
     * From now on an update that was cut off is gone on with, the repository is asked, and what is on probation is watched.
     *
     * @param activation gives the running pipelines other models
     * @param probation watches them
     */
    public void start(Activation activation, Probation probation) {
        worker = Thread.ofPlatform().daemon().name("updates").start(() -> work(activation, probation));
    }

    /** Has the device run a set; the newest such wish counts. */
    public void push(String repository, Optional<String> set) {
        want(new UpdateRequest.Set(repository, set, Wishes.Source.HAND));
    }

    /** The same for a back end that says it again and again: it counts when it says something else. */
    public void desire(String repository, Optional<String> set) {
        want(new UpdateRequest.Set(repository, set, Wishes.Source.BACK_END));
    }

    /** The same for a repository that lies somewhere, such as on a stick: its channel counts when it says something else. */
    public void offer(String repository) {
        want(new UpdateRequest.Set(repository, Optional.empty(), Wishes.Source.STICK));
    }

    /** Has the device run what its repository's channel points to now. */
    public void poll() {
        configuration.repository().ifPresent(repository -> push(repository, Optional.empty()));
    }

    /** Has the device run the set that ran before. */
    public void rollback() {
        want(new UpdateRequest.Back());
    }

    /** Whether something is under way, or waits to be. A set on probation is not. */
    public boolean busy() {
        lock.lock();
        try {
            return wanted != null || working || book.entry().state().underWay();
        } finally {
            lock.unlock();
        }
    }

    private void want(UpdateRequest request) {
        lock.lock();
        try {
            wanted = request;
            changed.signal();
        } finally {
            lock.unlock();
        }
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
            steps.update(request, () -> {});
        } catch (RuntimeException e) {
            steps.failed(request, known(e));
        }
        return status();
    }

    /**
     * Goes back in the caller's thread, where nothing was started.
     *
     * @throws UpdateException {@code nothing-before}
     */
    public UpdateStatus goBack() {
        steps.goBack();
        return status();
    }

    private void work(Activation activation, Probation probation) {
        try {
            guarded(() -> steps.connect(activation, probation));
            JournalEntry last = book.entry();
            if (last.state().underWay() && last.repository().isPresent()) {
                waiting = cutOff(last);
                waitingUntil = System.nanoTime();
            }
            pollAt = System.nanoTime()
                    + retry.jittered(
                            Math.min(FIRST_POLL_NANOS, configuration.poll().toNanos()));
            long looked = System.nanoTime();
            while (true) {
                UpdateRequest next = await();
                if (isClosed()) {
                    return;
                }
                Duration passed = Duration.ofNanos(System.nanoTime() - looked);
                guarded(clock::passed);
                guarded(() -> steps.passed(passed));
                looked = System.nanoTime();
                if (next != null) {
                    run(next);
                    looked = System.nanoTime(); // what an update takes is no time of a probation
                }
            }
        } catch (InterruptedException e) {
            // closed: what is under way goes on after the next start
        }
    }

    /** What is to be gone on with: it was acted on already, whoever wanted it. */
    private static UpdateRequest.Set cutOff(JournalEntry entry) {
        return new UpdateRequest.Set(entry.repository().orElseThrow(), entry.set(), Wishes.Source.HAND);
    }

    /** A disk that is full, or whatever else was not foreseen, ends no thread. */
    private void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            book.asked(known(e));
        }
    }

    private static UpdateException known(RuntimeException e) {
        return e instanceof UpdateException known
                ? known
                : new UpdateException("update-broken", "the update met what nobody foresaw: " + e, e);
    }

    /** The next thing to do, {@code null} where only time has passed. */
    private UpdateRequest await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            working = false;
            long left = pause();
            while (wanted == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            UpdateRequest next = closed ? null : next(System.nanoTime());
            working = next != null;
            breakable = next instanceof UpdateRequest.Set;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** From here on the thread is not interrupted: what is written down, or swapped, is finished. */
    private void finish() {
        lock.lock();
        try {
            breakable = false;
        } finally {
            lock.unlock();
        }
    }

    private UpdateRequest next(long now) {
        if (wanted != null) {
            UpdateRequest next = wanted;
            wanted = null;
            return next;
        }
        if (waiting != null && now - waitingUntil >= 0) {
            return waiting;
        }
        if (polls() && now - pollAt >= 0) {
            pollAt = now
                    + retry.jittered(2 * configuration.poll().toNanos()) / 2
                    + configuration.poll().toNanos() / 4;
            return new UpdateRequest.Set(
                    configuration.repository().orElseThrow(), Optional.empty(), Wishes.Source.CHANNEL);
        }
        return null;
    }

    /** What is on probation is not overtaken by a poll. */
    private boolean polls() {
        return configuration.repository().isPresent() && !steps.onProbation();
    }

    private long pause() {
        long now = System.nanoTime();
        long pause = steps.onProbation() ? WATCH_NANOS : IDLE_NANOS;
        if (waiting != null) {
            pause = Math.min(pause, waitingUntil - now);
        }
        return polls() ? Math.min(pause, pollAt - now) : pause;
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void run(UpdateRequest request) throws InterruptedException {
        switch (request) {
            case UpdateRequest.Back _ -> {
                waiting = null;
                guarded(steps::goBack);
            }
            case UpdateRequest.Set set -> update(set);
        }
    }

    private void update(UpdateRequest.Set request) throws InterruptedException {
        // what is waited for still is, where something is only said again
        UpdateRequest.Set before = request == waiting ? null : waiting;
        waiting = null;
        try {
            UpdateSteps.Outcome outcome = steps.update(request, this::finish);
            finish();
            book.asked(null);
            if (outcome == UpdateSteps.Outcome.NOTHING_NEW && before != null) {
                waiting = before;
                return;
            }
            retry.reset();
            if (outcome == UpdateSteps.Outcome.NOTHING_NEW) {
                steps.settle();
            }
        } catch (RuntimeException e) {
            finish();
            UpdateException why = known(e);
            if (Thread.interrupted() || why.code().equals("interrupted")) {
                throw new InterruptedException();
            }
            if (!steps.hasBegun() && steps.isSaidAgain(request)) {
                book.asked(why);
                waiting = before;
            } else if (helps(request, why)) {
                steps.waits(request, why);
                waiting = book.entry().manifest().isPresent() ? cutOff(book.entry()) : request;
                waitingUntil = System.nanoTime() + retry.nextNanos();
            } else {
                steps.failed(request, why);
            }
        }
    }

    /** Whether it may pass by itself. A stick that was pulled out is not waited for. */
    private boolean helps(UpdateRequest.Set request, UpdateException why) {
        boolean own = configuration.repository().equals(Optional.of(request.repository()));
        return Retry.helps(why) && (own || !why.code().equals("no-repository"));
    }

    /** Ends what is under way; it goes on after the next start. */
    @Override
    public void close() {
        Thread thread = worker;
        lock.lock();
        try {
            closed = true;
            changed.signal();
            if (breakable && thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close(lockFile);
    }
}
