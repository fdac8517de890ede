package dev.spotter.pipeline;

import dev.spotter.observation.Frame;

/** The frame that the stages of a camera's pipeline are looking at. One thread. */
final class CurrentFrame {
    private Frame frame;

    /** @param now {@code null} where there is none any more: its buffer is the source's */
    void show(Frame now) {
        frame = now;
    }

    Frame frame() {
        return frame;
    }
}
