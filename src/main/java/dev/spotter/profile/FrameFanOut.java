package dev.spotter.profile;

import dev.spotter.capture.FrameListener;
import dev.spotter.observation.Frame;
import java.util.List;

/** Hands each frame of a camera to all that look at it, one after another. */
final class FrameFanOut implements FrameListener {
    private final List<? extends FrameListener> listeners;

    FrameFanOut(List<? extends FrameListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void seen(Frame frame) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).seen(frame);
        }
    }

    @Override
    public void frame(Frame frame) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).frame(frame);
        }
    }

    @Override
    public void still(long timeNanos) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).still(timeNanos);
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        listeners.forEach(listener -> listener.gap(fromNanos, toNanos));
    }

    @Override
    public void end() {
        listeners.forEach(FrameListener::end);
    }
}
