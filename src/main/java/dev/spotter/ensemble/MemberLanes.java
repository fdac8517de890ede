package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Members on threads of their own, side by side: member after member goes to the next lane. The caller's thread is the
 * first lane. What a member needs of the samples is copied before it starts, so one that comes late hurts nobody; it is
 * left out of this verdict and, while it still runs, of the next ones. Allocates nothing while all members are well.
 */
final class MemberLanes implements MemberRunner {
    // states of a member
    private static final int IDLE = 0;
    private static final int ASKED = 1;
    private static final int RUNNING = 2;
    private static final int SAID = 3;
    private static final int FAILED = 4;

    private final List<Member> members;
    private final boolean[] usable;
    private final int lanes;
    private final AtomicIntegerArray states;
    private final float[][] probabilities;
    private final Throwable[] failures;
    private final boolean[] asked;
    private final Thread[] threads;

    private volatile Thread caller;
    private volatile boolean closed;

    /**
     * @param usable which members can be asked at all
     * @param lanes at least 2, the caller's thread included
     */
    MemberLanes(String name, List<Member> members, boolean[] usable, int labels, int lanes) {
        this.members = members;
        this.usable = usable;
        this.lanes = Math.min(lanes, members.size());
        states = new AtomicIntegerArray(members.size());
        probabilities = new float[members.size()][labels];
        failures = new Throwable[members.size()];
        asked = new boolean[members.size()];
        threads = new Thread[this.lanes];
        for (int lane = 1; lane < this.lanes; lane++) {
            int mine = lane;
            threads[lane] =
                    Thread.ofPlatform().name(name + "-lane-" + lane).daemon().start(() -> work(mine));
        }
    }

    @Override
    public void run(SampleWindow window, Ensemble ensemble, long deadlineNanos) {
        caller = Thread.currentThread();
        for (int member = 0; member < members.size(); member++) {
            asked[member] = usable[member] && ask(member, window, ensemble);
        }
        for (int lane = 1; lane < lanes; lane++) {
            LockSupport.unpark(threads[lane]);
        }
        for (int member = 0; member < members.size(); member += lanes) {
            if (asked[member] && !MemberRunner.past(deadlineNanos)) {
                runIfAsked(member);
            }
        }
        for (int member = 0; member < members.size(); member++) {
            if (asked[member]) {
                await(member, deadlineNanos);
                hear(member, ensemble);
            }
        }
    }

    /** Whether the member is free and could take what it needs of the window. */
    private boolean ask(int member, SampleWindow window, Ensemble ensemble) {
        int state = states.get(member);
        if (state == ASKED || state == RUNNING) {
            ensemble.leaveOut(member, "it came late: it still runs on an earlier window");
            return false;
        }
        try {
            members.get(member).prepare(window);
        } catch (RuntimeException | LinkageError failure) {
            ensemble.leaveOut(member, "it failed: " + failure.getMessage());
            return false;
        }
        states.set(member, ASKED);
        return true;
    }

    private void await(int member, long deadlineNanos) {
        while (states.get(member) == ASKED || states.get(member) == RUNNING) {
            if (deadlineNanos == NEVER) {
                LockSupport.park(this);
            } else {
                long remaining = deadlineNanos - System.nanoTime();
                if (remaining <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, remaining);
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private void hear(int member, Ensemble ensemble) {
        switch (states.get(member)) {
            case SAID -> ensemble.hear(member, probabilities[member]);
            case FAILED -> ensemble.leaveOut(member, "it failed: " + failures[member].getMessage());
            default -> {
                states.compareAndSet(member, ASKED, IDLE);
                ensemble.leaveOut(member, "it came late");
            }
        }
    }

    private void work(int lane) {
        while (!closed) {
            boolean idle = true;
            for (int member = lane; member < members.size(); member += lanes) {
                idle &= !runIfAsked(member);
            }
            if (idle) {
                LockSupport.park(this);
            }
        }
    }

    private boolean runIfAsked(int member) {
        if (!states.compareAndSet(member, ASKED, RUNNING)) {
            return false;
        }
        int state = SAID;
        try {
            members.get(member).run(probabilities[member]);
        } catch (RuntimeException | LinkageError failure) {
            failures[member] = failure;
            state = FAILED;
        }
        states.set(member, state);
        LockSupport.unpark(caller);
        return true;
    }

    /** Waits for what still runs: a member must not be closed under its own inference. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (int lane = 1; lane < lanes; lane++) {
            LockSupport.unpark(threads[lane]);
            while (threads[lane].isAlive()) {
                try {
                    threads[lane].join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
