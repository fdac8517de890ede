package dev.spotter.capture.camera;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a camera gave, whether something moved in it or not. */
final class CollectedFrames implements FrameListener {
    final List<Long> times = new CopyOnWriteArrayList<>();
    final List<Long> numbers = new CopyOnWriteArrayList<>();
    final List<long[]> gaps = new CopyOnWriteArrayList<>();
    volatile byte[] last;
    volatile boolean ended;

    @Override
    public void seen(Frame frame) {
        last = frame.planes().toArray(ValueLayout.JAVA_BYTE);
        times.add(frame.timeNanos());
        numbers.add(frame.number());
    }

    @Override
    public void frame(Frame frame) {}

    @Override
    public void still(long timeNanos) {}

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
