package dev.spotter.tflite;

import java.util.concurrent.atomic.AtomicInteger;

/** Native things that are freed when the last one who needs them lets go, on whatever thread that is. Starts with one user. */
final class Lifetime {
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable free;

    Lifetime(Runnable free) {
        this.free = free;
    }

    /** One user more; false if it is too late, because everything is freed. */
    boolean retain() {
        int seen;
        do {
            seen = users.get();
            if (seen == 0) {
                return false;
            }
        } while (!users.compareAndSet(seen, seen + 1));
        return true;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            free.run();
        }
    }

    int users() {
        return users.get();
    }
}
