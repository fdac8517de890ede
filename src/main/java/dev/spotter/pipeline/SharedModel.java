package dev.spotter.pipeline;

import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelTask;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * One model on one accelerator that several pipelines look through in turn, in the order in which they came: loaded as
 * often as looks can run side by side, not once a camera, so that many cameras fit a small device. Whoever looks runs it on
 * its own thread.
 */
final class SharedModel {
    private final Supplier<FrameModel> opener;
    private final int most;
    private final Semaphore turns = new Semaphore(0, true);

    // guarded by this
    private final List<FrameModel> loaded = new ArrayList<>();
    private final List<FrameModel> idle = new ArrayList<>();
    private int users;

    /**
     * @param opener loads the model once more
     * @param most how often it is loaded at most
     */
    SharedModel(Supplier<FrameModel> opener, int most) {
        this.opener = opener;
        this.most = most;
    }

    /** The model for one more pipeline, which closes it. */
    synchronized FrameModel open() {
        if (loaded.size() < most) {
            FrameModel one = opener.get();
            loaded.add(one);
            idle.add(one);
            turns.release();
        }
        users++;
        return new User(loaded.getFirst());
    }

    /** Whether nobody looks through it any more. */
    synchronized boolean unused() {
        return users == 0;
    }

    private FrameModel take() {
        turns.acquireUninterruptibly();
        synchronized (this) {
            // the one that was used last: its weights are in a cache
            return idle.removeLast();
        }
    }

    private void giveBack(FrameModel one) {
        synchronized (this) {
            idle.add(one);
        }
        turns.release();
    }

    private synchronized Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        loaded.forEach(one -> one.problems().forEach(problems::putIfAbsent));
        return problems;
    }

    private synchronized void leave() {
        users--;
        if (users == 0) {
            loaded.forEach(FrameModel::close);
            loaded.clear();
            idle.clear();
            turns.drainPermits();
        }
    }

    /** The model as one pipeline has it. */
    final class User implements FrameModel {
        private final FrameModel described;
        private long waitedNanos;
        private boolean closed;

        private User(FrameModel described) {
            this.described = described;
        }

        @Override
        public String name() {
            return described.name();
        }

        @Override
        public String version() {
            return described.version();
        }

        @Override
        public ModelTask task() {
            return described.task();
        }

        @Override
        public List<String> labels() {
            return described.labels();
        }

        @Override
        public Finding see(Frame frame) {
            FrameModel one = await();
            try {
                return one.see(frame);
            } finally {
                giveBack(one);
            }
        }

        @Override
        public Finding see(Frame frame, Detections where, int budget) {
            FrameModel one = await();
            try {
                return one.see(frame, where, budget);
            } finally {
                giveBack(one);
            }
        }

        private FrameModel await() {
            long fromNanos = System.nanoTime();
            FrameModel one = take();
            waitedNanos = System.nanoTime() - fromNanos;
            return one;
        }

        /** How long the last look waited for its turn. */
        long waitedNanos() {
            return waitedNanos;
        }

        @Override
        public Map<String, String> problems() {
            return SharedModel.this.problems();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                leave();
            }
        }
    }
}
