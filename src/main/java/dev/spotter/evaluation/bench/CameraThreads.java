package dev.spotter.evaluation.bench;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import java.util.List;
import java.util.function.Consumer;

/** Cameras run on threads of their own, as the agent lets them. */
final class CameraThreads {
    private CameraThreads() {}

    /** @param failed takes what a camera failed by, on its thread */
    static Thread start(FrameSource camera, FrameListener listener, Consumer<RuntimeException> failed) {
        return Thread.ofPlatform().daemon().name("bench-" + camera.name()).start(() -> {
            try {
                camera.run(listener);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                failed.accept(failure);
            }
        });
    }

    /** Interrupts them and waits for their end. */
    static void end(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
