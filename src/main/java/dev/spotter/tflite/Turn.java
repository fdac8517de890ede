package dev.spotter.tflite;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time into an interpreter, and nobody once it is closed. Who closes while another is inside leaves the freeing to that
 * one. Costs two atomic operations a turn and waits for nothing.
 */
final class Turn {
    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSING = 2;
    private static final int CLOSED = 3;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final String whose;

    /** @param whose the model's name, for messages */
    Turn(String whose) {
        this.whose = whose;
    }

    void begin() {
        int seen = state.compareAndExchange(IDLE, BUSY);
        if (seen == BUSY) {
            throw new TfLiteException(
                    TfLiteFailure.INTERPRETER_BUSY, "another thread is using the interpreter of " + whose);
        }
        if (seen != IDLE) {
            throw closed();
        }
    }

    /** True if it was closed meanwhile: the caller frees. */
    boolean end() {
        if (state.compareAndSet(BUSY, IDLE)) {
            return false;
        }
        state.set(CLOSED);
        return true;
    }

    /** True if the caller frees; false if it is closed already or the thread that is inside will free. */
    boolean close() {
        while (true) {
            if (state.get() >= CLOSING || state.compareAndSet(BUSY, CLOSING)) {
                return false;
            }
            if (state.compareAndSet(IDLE, CLOSED)) {
                return true;
            }
        }
    }

    void refuseClosed() {
        if (state.get() >= CLOSING) {
            throw closed();
        }
    }

    private TfLiteException closed() {
        return new TfLiteException(TfLiteFailure.CLOSED, "the interpreter of " + whose + " is closed");
    }
}
