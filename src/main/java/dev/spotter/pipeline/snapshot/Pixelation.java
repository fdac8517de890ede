package dev.spotter.pipeline.snapshot;

import dev.spotter.observation.Box;
import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes a part of a frame unrecognisable: squares of one colour each, so few that no face can be got back from them. */
final class Pixelation {
    /** Squares across a box: too few to tell one face from another. */
    private static final int SQUARES = 5;
    /** Smaller squares would show noise, and chroma has half as many samples. */
    private static final int LEAST_PIXELS = 8;

    private Pixelation() {}

    /** Pixelates a box, as far as it lies in the frame. */
    static void apply(Frame frame, Box box) {
        double pixels = Math.min(box.width() * frame.width(), box.height() * frame.height());
        int side = Math.max(LEAST_PIXELS, even((int) Math.ceil(pixels / SQUARES) + 1));
        int left = even(Math.clamp((long) Math.floor(box.x() * (double) frame.width()), 0, frame.width()));
        int top = even(Math.clamp((long) Math.floor(box.y() * (double) frame.height()), 0, frame.height()));
        int right = Math.clamp((long) Math.ceil((box.x() + box.width()) * (double) frame.width()), 0, frame.width());
        int bottom =
                Math.clamp((long) Math.ceil((box.y() + box.height()) * (double) frame.height()), 0, frame.height());
        for (int y = top; y < bottom; y += side) {
            for (int x = left; x < right; x += side) {
                int across = Math.min(side, even(right + 1 - x));
                int down = Math.min(side, even(bottom + 1 - y));
                even(frame.planes(), 0, frame.width(), x, y, across, down);
                even(frame.planes(), frame.blueOffset(), frame.width() / 2, x / 2, y / 2, across / 2, down / 2);
                even(frame.planes(), frame.redOffset(), frame.width() / 2, x / 2, y / 2, across / 2, down / 2);
            }
        }
    }

    private static int even(int pixels) {
        return pixels & ~1;
    }

    /** Makes a rectangle of a plane its mean. */
    private static void even(MemorySegment plane, int start, int width, int x, int y, int across, int down) {
        long sum = 0;
        for (int row = y; row < y + down; row++) {
            for (int column = x; column < x + across; column++) {
                sum += Byte.toUnsignedInt(plane.get(ValueLayout.JAVA_BYTE, start + (long) row * width + column));
            }
        }
        byte mean = (byte) ((sum + across * down / 2) / Math.max(1, across * down));
        for (int row = y; row < y + down; row++) {
            plane.asSlice(start + (long) row * width + x, across).fill(mean);
        }
    }
}
