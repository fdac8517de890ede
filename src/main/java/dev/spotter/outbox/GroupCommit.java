package dev.spotter.outbox;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that writes. Callers who come while a commit runs share the next one, so an fsync serves them all, and
 * each returns only after the commit that holds its step. A step that fails takes nobody with it: the group is rolled
 * back and each step gets a transaction of its own.
 *
 * <p>Deletions after a PUBACK are in no hurry, since losing one only means a duplicate: they wait for the next commit,
 * at most {@value #PATIENCE_MILLIS} ms.
 */
final class GroupCommit implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 50;
    private static final int MANY = 500;
    private static final int RETRY_MILLIS = 1_000;

    private final Store store;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    // guarded by lock
    private List<Step> steps = new ArrayList<>();
    private boolean urgent;
    private long deadlineNanos;
    private boolean closed;

    private volatile OutboxException failing;

    /** A change, run within a transaction, perhaps again in another one after a failure. */
    interface Change {
        boolean apply(Store store) throws SQLException;
    }

    private record Step(Change change, boolean now, CompletableFuture<Boolean> done) {}

    GroupCommit(Store store, Path file) {
        this.store = store;
        this.file = file;
        this.thread = Thread.ofPlatform().name("outbox").daemon().start(this::run);
    }

    /** Runs a change and returns once it is durable; an interrupt does not cut it short. */
    boolean durably(Change change) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        enqueue(new Step(change, true, done), 0);
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutboxException known) {
                // A trace of its own for each caller, with the writing thread's as cause.
                throw new OutboxException(known.code(), known.getMessage(), known);
            }
            throw e;
        }
    }

    /** Runs a change with one of the next commits, as often as it takes, and then what follows. */
    void soon(Change change, Runnable afterwards) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        done.thenRun(afterwards);
        enqueue(new Step(change, false, done), PATIENCE_MILLIS);
    }

    /** What fails now, {@code null} while writing works. */
    OutboxException failing() {
        return failing;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Step step, int patienceMillis) {
        lock.lock();
        try {
            if (closed) {
                throw new OutboxException("outbox-closed", "the outbox " + file + " is closed");
            }
            if (steps.isEmpty()) {
                deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
            }
            steps.add(step);
            urgent |= step.now || steps.size() >= MANY;
            if (urgent || steps.size() == 1) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<Step> group = await(); !group.isEmpty(); group = await()) {
            try {
                List<Boolean> results = commit(group);
                for (int i = 0; i < results.size(); i++) {
                    group.get(i).done.complete(results.get(i));
                }
            } catch (SQLException | RuntimeException | Error e) {
                group.forEach(this::commitAlone);
            }
        }
    }

    /** The next group; empty once closed and nothing is left. */
    private List<Step> await() {
        lock.lock();
        try {
            while (!closed && !urgent) {
                long left = deadlineNanos - System.nanoTime();
                if (steps.isEmpty()) {
                    changed.awaitUninterruptibly();
                } else if (left <= 0) {
                    break;
                } else {
                    awaitNanos(left);
                }
            }
            List<Step> group = steps;
            steps = new ArrayList<>();
            urgent = false;
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void awaitNanos(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread on purpose; it ends by being closed.
            Thread.interrupted();
        }
    }

    private List<Boolean> commit(List<Step> group) throws SQLException {
        List<Boolean> results = new ArrayList<>(group.size());
        try {
            store.begin();
            for (Step step : group) {
                results.add(step.change.apply(store));
            }
            store.commit();
            failing = null;
            return results;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
    }

    private void commitAlone(Step step) {
        try {
            step.done.complete(commit(List.of(step)).getFirst());
        } catch (SQLException e) {
            afterRepair(step, e);
        } catch (RuntimeException | Error e) {
            step.done.completeExceptionally(e);
        }
    }

    /** A damaged file is replaced and a full disk relieved of what may be dropped; then the step has another try. */
    private void afterRepair(Step step, SQLException failure) {
        try {
            if (Failures.damaged(failure)) {
                store.replaceDamaged();
            } else if (Failures.outOfRoom(failure)) {
                store.relieve();
            } else {
                throw failure;
            }
            step.done.complete(commit(List.of(step)).getFirst());
        } catch (SQLException e) {
            failing = Failures.translate(e, file);
            fail(step, failing);
        } catch (OutboxException e) {
            fail(step, e);
        } catch (RuntimeException | Error e) {
            step.done.completeExceptionally(e);
        }
    }

    /** Who waits is told; what nobody waits for is tried again later. */
    private void fail(Step step, OutboxException failure) {
        lock.lock();
        try {
            if (step.now || closed) {
                step.done.completeExceptionally(failure);
            } else {
                enqueue(step, RETRY_MILLIS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void rollback(Throwable cause) {
        try {
            store.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
