package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one thread that updates: does what is wanted, tries again what may pass, asks the repository, looks at what runs. */
final class UpdateWorker implements AutoCloseable {
    /** What is on probation is looked at so often. */
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The clock is looked at so often where nothing else is to be done. */
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** After a start, the first question to the repository comes within this time, by chance. */
    private static final long FIRST_POLL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final UpdateConfiguration configuration;
    private final UpdateClock clock;
    private final UpdateBook book;
    private final RunningSet running;
    private final UpdateSteps steps;
    private final Retry retry;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by the lock
    private Thread thread;
    private UpdateRequest wanted;
    private boolean working;
    private boolean breakable;
    private boolean closed;

    // only the thread that updates
    private UpdateRequest.Set waiting;
    private long waitingUntil;
    private long pollAt;

    UpdateWorker(
            UpdateConfiguration configuration,
            UpdateClock clock,
            UpdateBook book,
            RunningSet running,
            UpdateSteps steps) {
        this.configuration = configuration;
        this.clock = clock;
        this.book = book;
        this.running = running;
        this.steps = steps;
        retry = new Retry(configuration.poll());
    }

    /** Starts the thread. */
    void start(Activation activation, Probation probation) {
        lock.lock();
        try {
            thread = Thread.ofPlatform().daemon().name("updates").start(() -> work(activation, probation));
        } finally {
            lock.unlock();
        }
    }

    /** Does this next. What somebody means now breaks off a download or a trial that is under way. */
    void want(UpdateRequest request) {
        lock.lock();
        try {
            wanted = request;
            boolean meant = !(request instanceof UpdateRequest.Set set) || set.source() == Wishes.Source.HAND;
            if (meant) {
                breakOff();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is under way, or waits to be. */
    boolean busy() {
        lock.lock();
        try {
            return wanted != null || working || book.entry().state().underWay();
        } finally {
            lock.unlock();
        }
    }

    private void breakOff() {
        if (breakable && thread != null) {
            breakable = false;
            thread.interrupt();
        }
    }

    private void work(Activation activation, Probation probation) {
        try {
            guarded(() -> running.connect(activation, probation));
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
                guarded(() -> running.passed(passed));
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

    /** Every failure has a code. */
    static UpdateException known(RuntimeException e) {
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

    /**
     * From here on the thread is not interrupted: what is written down, or swapped, is finished.
     *
     * @return whether it was before
     */
    private boolean finish() {
        lock.lock();
        try {
            breakable = false;
        } finally {
            lock.unlock();
        }
        return Thread.interrupted();
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
        return configuration.repository().isPresent() && !running.onProbation();
    }

    private long pause() {
        long now = System.nanoTime();
        long pause = running.onProbation() ? WATCH_NANOS : IDLE_NANOS;
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

    private void run(UpdateRequest request) {
        switch (request) {
            case UpdateRequest.Back _ -> {
                waiting = null;
                guarded(running::goBack);
            }
            case UpdateRequest.Set set -> update(set);
        }
    }

    private void update(UpdateRequest.Set request) {
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
                running.settle(false);
            }
        } catch (InterruptedException brokenOff) {
            // what was meant since comes next, or the program ends
        } catch (RuntimeException e) {
            UpdateException why = known(e);
            if (!finish() && !why.code().equals("interrupted")) {
                failed(request, before, why);
            }
        }
    }

    private void failed(UpdateRequest.Set request, UpdateRequest.Set before, UpdateException why) {
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

    /** Whether it may pass by itself. A stick that was pulled out is not waited for. */
    private boolean helps(UpdateRequest.Set request, UpdateException why) {
        boolean own = configuration.repository().equals(Optional.of(request.repository()));
        return Retry.helps(why) && (own || !why.code().equals("no-repository"));
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        Thread ending;
        lock.lock();
        try {
            closed = true;
            ending = thread;
            breakOff();
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
