package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Members side by side on threads of their own. What a member needs of the samples is copied before it starts, so one
 * that comes late hurts nobody: it is left out of this verdict and, while it still runs, of the next ones. A member that
 * was done sooner last time than a thread wakes runs on the caller's thread. Allocates nothing while all members are well.
 */
final class MemberLanes implements MemberRunner {
    /** Waking a thread takes about as long: 50 to 300 microseconds. */
    private static final long QUICK_NANOS = 300_000;

    // states of a member
    private static final int IDLE = 0;
    private static final int ASKED = 1;
    private static final int RUNNING = 2;
    private static final int SAID = 3;
    private static final int FAILED = 4;

    private final List<Member> members;
    private final boolean[] usable;
    private final AtomicIntegerArray states;
    private final Thread[] lanes;

    // written by who runs a member, before its state says that it is done
    private final float[][] probabilities;
    private final Throwable[] failures;
    private final long[] tookNanos;

    // of the caller
    private final boolean[] prepared;
    private volatile Thread caller;
    private volatile boolean closed;

    /**
     * @param usable which members can be asked at all
     * @param lanes threads
     */
    MemberLanes(String name, List<Member> members, boolean[] usable, int labels, int lanes) {
        this.members = members;
        this.usable = usable;
        states = new AtomicIntegerArray(members.size());
        probabilities = new float[members.size()][labels];
        failures = new Throwable[members.size()];
        tookNanos = new long[members.size()];
        Arrays.fill(tookNanos, Long.MAX_VALUE);
        prepared = new boolean[members.size()];
        this.lanes = new Thread[Math.min(lanes, members.size())];
        for (int lane = 0; lane < this.lanes.length; lane++) {
            this.lanes[lane] = Thread.ofPlatform()
                    .name(name + "-lane-" + (lane + 1))
                    .daemon()
                    .start(this::work);
        }
    }

    @Override
    public void run(SampleWindow window, Ensemble ensemble, long deadlineNanos) {
        caller = Thread.currentThread();
        int slow = 0;
        for (int member = 0; member < members.size(); member++) {
            prepared[member] = usable[member] && prepare(member, window, ensemble);
            if (prepared[member] && tookNanos[member] > QUICK_NANOS) {
                states.set(member, ASKED);
                slow++;
            }
        }
        for (int lane = 0; lane < Math.min(slow, lanes.length); lane++) {
            LockSupport.unpark(lanes[lane]);
        }
        for (int member = 0; member < members.size(); member++) {
            if (prepared[member] && tookNanos[member] <= QUICK_NANOS && states.get(member) == IDLE) {
                runOne(member);
            }
        }
        for (int member = 0; member < members.size(); member++) {
            if (prepared[member]) {
                await(member, deadlineNanos);
                hear(member, ensemble);
            }
        }
    }

    /** Whether the member is free and could take what it needs of the window. */
    private boolean prepare(int member, SampleWindow window, Ensemble ensemble) {
        int state = states.get(member);
        if (state == ASKED || state == RUNNING) {
            ensemble.leaveOut(member, "it came late: it still runs on an earlier window");
            return false;
        }
        states.set(member, IDLE);
        try {
            members.get(member).prepare(window);
            return true;
        } catch (RuntimeException | LinkageError failure) {
            ensemble.leaveOut(member, "it failed: " + failure.getMessage());
            return false;
        }
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

    private void work() {
        while (!closed) {
            boolean idle = true;
            for (int member = 0; member < members.size(); member++) {
                if (states.compareAndSet(member, ASKED, RUNNING)) {
                    idle = false;
                    runOne(member);
                    LockSupport.unpark(caller);
                }
            }
            if (idle) {
                LockSupport.park(this);
            }
        }
    }

    private void runOne(int member) {
        int state = SAID;
        long startNanos = System.nanoTime();
        try {
            members.get(member).run(probabilities[member]);
        } catch (RuntimeException | LinkageError failure) {
            failures[member] = failure;
            state = FAILED;
        }
        tookNanos[member] = System.nanoTime() - startNanos;
        states.set(member, state);
    }

    /** Waits for what still runs: a member must not be closed under its own inference. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread lane : lanes) {
            LockSupport.unpark(lane);
            while (lane.isAlive()) {
                try {
                    lane.join();
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
