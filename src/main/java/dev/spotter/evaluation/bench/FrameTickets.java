package dev.spotter.evaluation.bench;

/** Lets cameras through for so many frames in all, and then holds all of them between two frames. */
final class FrameTickets {
    private final int cameras;
    private long left;
    private int waiting;
    private RuntimeException failure;

    /** @param cameras how many take tickets, each on a thread of its own */
    FrameTickets(int cameras) {
        this.cameras = cameras;
    }

    /** Takes one, for the frame that comes next; waits until there is one. */
    synchronized void take() throws InterruptedException {
        waiting++;
        if (left == 0 && waiting == cameras) {
            notifyAll();
        }
        while (left == 0) {
            wait();
        }
        waiting--;
        left--;
    }

    /**
     * Gives so many out and waits until the last frame is done with.
     *
     * @throws RuntimeException what a camera failed by
     */
    synchronized void spend(long tickets) throws InterruptedException {
        left = tickets;
        notifyAll();
        while (failure == null && (left > 0 || waiting < cameras)) {
            wait();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A camera has failed: there will be no more frames. */
    synchronized void fail(RuntimeException why) {
        failure = why;
        notifyAll();
    }
}
