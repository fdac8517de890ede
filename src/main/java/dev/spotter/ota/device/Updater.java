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
 * <p>Whoever runs models asks {@link #activeFolder} first, opens them, and then has it {@link #start}.
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
        JournalEntry entry = new Recovery(sets, journal, clock.now()).recover();
        book = new UpdateBook(journal, sets::active, listener, entry);
        steps = new UpdateSteps(folder, configuration, device, trial, clock, sets, book);
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
            steps.update(request);
        } catch (UpdateException e) {
            steps.failed(request, e);
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
            steps.connect(activation, probation);
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
                long now = System.nanoTime();
                look(Duration.ofNanos(now - looked));
                looked = now;
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

    /** A disk that is full ends no thread. */
    private void look(Duration passed) {
        try {
            clock.passed();
            steps.passed(passed);
        } catch (UpdateException e) {
            book.asked(e);
        }
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
            UpdateRequest next = closed ? null : next();
            working = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private UpdateRequest next() {
        if (wanted != null) {
            UpdateRequest next = wanted;
            wanted = null;
            waiting = null;
            return next;
        }
        long now = System.nanoTime();
        if (waiting != null) {
            return now - waitingUntil >= 0 ? waiting : null;
        }
        if (configuration.repository().isPresent() && !steps.onProbation() && now - pollAt >= 0) {
            pollAt = now
                    + retry.jittered(2 * configuration.poll().toNanos()) / 2
                    + configuration.poll().toNanos() / 4;
            return new UpdateRequest.Set(configuration.repository().get(), Optional.empty(), Wishes.Source.CHANNEL);
        }
        return null;
    }

    private long pause() {
        long now = System.nanoTime();
        long pause = steps.onProbation() ? WATCH_NANOS : IDLE_NANOS;
        if (waiting != null) {
            return Math.min(pause, waitingUntil - now);
        }
        return configuration.repository().isPresent() && !steps.onProbation() ? Math.min(pause, pollAt - now) : pause;
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
            case UpdateRequest.Back _ -> back();
            case UpdateRequest.Set set -> update(set);
        }
    }

    private void back() {
        try {
            steps.goBack();
        } catch (UpdateException e) {
            book.asked(e);
        }
    }

    private void update(UpdateRequest.Set request) throws InterruptedException {
        boolean polled = request.source() == Wishes.Source.CHANNEL;
        waiting = null;
        try {
            steps.update(request);
            retry.reset();
            book.asked(null);
        } catch (UpdateException e) {
            if (Thread.interrupted() || e.code().equals("interrupted")) {
                throw new InterruptedException();
            }
            if (polled && !book.entry().state().underWay()) {
                book.asked(e);
            } else if (Retry.helps(e)) {
                steps.waits(request, e);
                waiting = book.entry().manifest().isPresent() ? cutOff(book.entry()) : request;
                waitingUntil = System.nanoTime() + retry.nextNanos();
            } else {
                steps.failed(request, e);
            }
        }
    }

    /**
     * Ends what is under way; it goes on after the next start. A commitment, which takes no time, is seen to its end: an
     * interrupt would close the files that it writes.
     */
    @Override
    public void close() {
        boolean interrupts;
        lock.lock();
        try {
            closed = true;
            interrupts = working;
            changed.signal();
        } finally {
            lock.unlock();
        }
        Thread thread = worker;
        if (thread != null) {
            if (interrupts) {
                thread.interrupt();
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close(lockFile);
    }
}
