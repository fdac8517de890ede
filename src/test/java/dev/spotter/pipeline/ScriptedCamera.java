package dev.spotter.pipeline;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.capture.FrameStatistics;
import dev.spotter.observation.Frame;
import dev.spotter.observation.TimeBase;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** A camera whose frames a test hands over one by one. */
final class ScriptedCamera implements FrameSource {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    private final boolean paced;
    private final Frame frame = new Frame(MemorySegment.ofArray(new byte[Frame.bytes(WIDTH, HEIGHT)]), WIDTH, HEIGHT);
    long dropped;
    private long number;

    ScriptedCamera(boolean paced) {
        this.paced = paced;
    }

    /** The next frame. */
    Frame at(long timeNanos) {
        frame.stamp(timeNanos, number++);
        return frame;
    }

    @Override
    public String name() {
        return "rack-cam";
    }

    @Override
    public boolean paced() {
        return paced;
    }

    @Override
    public TimeBase timeBase() {
        return TimeBase.now();
    }

    @Override
    public Map<String, String> problems() {
        return Map.of();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void run(FrameListener listener) {
        throw new UnsupportedOperationException("the test gives the frames");
    }

    @Override
    public FrameStatistics statistics() {
        return new FrameStatistics(number + dropped, dropped, 0, 0);
    }
}
