package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Reads a paced camera on a thread of its own, and begins anew whenever its child stalls or ends. */
final class CameraReader implements Runnable {
    /** What lies further apart does not belong together. */
    private static final long GAP_NANOS = 1_000_000_000;

    private final CameraStarter starter;
    private final CameraPatience patience;
    private final FrameExchange exchange;
    private final Masks masks;
    private final CameraHealth health;
    private volatile Throwable broken;

    // of all frames
    private long lastNanos;
    private long gapFromNanos;
    private long gapToNanos;

    // of the present child
    private long firstNanos;
    private boolean framed;

    // since a child last ran well
    private int failures;

    CameraReader(
            CameraStarter starter, CameraPatience patience, FrameExchange exchange, Masks masks, CameraHealth health) {
        this.starter = starter;
        this.patience = patience;
        this.exchange = exchange;
        this.masks = masks;
        this.health = health;
    }

    /** What stopped it that should never happen, or {@code null}. */
    Throwable broken() {
        return broken;
    }

    @Override
    public void run() {
        health.begun();
        try {
            while (!readToTheEnd()) {
                Thread.sleep(
                        pause(patience, failures, ThreadLocalRandom.current().nextDouble()));
                health.restarted();
            }
        } catch (InterruptedException e) {
            // whoever interrupted it knows
        } catch (RuntimeException | Error e) {
            broken = e;
        } finally {
            health.ended();
            exchange.end();
        }
    }

    /** Returns whether a film has come to its end; otherwise the child has failed. */
    private boolean readToTheEnd() throws InterruptedException {
        framed = false;
        try (FfmpegChild child = starter.start()) {
            while (starter.next(
                    child, exchange.toFill(), (framed ? patience.frame() : patience.firstFrame()).toMillis())) {
                take();
            }
            return true;
        } catch (CaptureException e) {
            failures = framed && lastNanos - firstNanos > patience.well().toNanos() ? 1 : failures + 1;
            health.troubled(e.code(), e.getMessage());
            return false;
        }
    }

    private void take() {
        FrameBuffer buffer = exchange.toFill();
        long nowNanos = System.nanoTime();
        long number = health.framed(nowNanos);
        if (number > 0 && nowNanos - lastNanos > GAP_NANOS) {
            gapFromNanos = lastNanos;
            gapToNanos = nowNanos;
        }
        if (!framed) {
            framed = true;
            firstNanos = nowNanos;
        }
        lastNanos = nowNanos;
        masks.blacken(buffer.frame());
        buffer.frame().stamp(nowNanos, number);
        buffer.stampGap(gapFromNanos, gapToNanos);
        if (exchange.publish()) {
            health.dropped();
        }
    }

    /**
     * Exponential, capped, and by chance between half of that and all of it, so that many cameras do not come back at once.
     *
     * @param failures since a child last ran well, 1 or more
     * @param chance 0 to 1
     */
    static Duration pause(CameraPatience patience, int failures, double chance) {
        double doubled = patience.shortest().toMillis() * Math.scalb(1.0, Math.min(failures - 1, 30));
        double most = Math.min(patience.longest().toMillis(), doubled);
        return Duration.ofMillis(Math.round(most * (1 + chance) / 2));
    }
}
