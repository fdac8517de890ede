package dev.spotter.capture.camera;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a camera gave. */
class CollectedFrames implements FrameListener {
    final List<Long> times = new CopyOnWriteArrayList<>();
    final List<Long> numbers = new CopyOnWriteArrayList<>();
    final List<long[]> gaps = new CopyOnWriteArrayList<>();
    final List<Long> stills = new CopyOnWriteArrayList<>();
    volatile byte[] last;
    volatile boolean ended;

    @Override
    public void frame(Frame frame) {
        times.add(frame.timeNanos());
        numbers.add(frame.number());
        last = frame.planes().toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void still(long timeNanos) {
        stills.add(timeNanos);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        gaps.add(new long[] {fromNanos, toNanos});
    }

    @Override
    public void end() {
        ended = true;
    }

    int count() {
        return times.size();
    }

    List<Long> stepsMillis() {
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            steps.add((times.get(i) - times.get(i - 1)) / 1_000_000);
        }
        return steps;
    }
}
