package dev.spotter.model.frame;

import dev.spotter.model.picture.Picture;
import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Frames for tests: off the heap, for as long as the garbage collector likes. */
public final class Frames {
    private Frames() {}

    /** All black. */
    public static Frame black(int width, int height) {
        Frame frame = new Frame(Arena.ofAuto().allocate(Frame.bytes(width, height)), width, height);
        frame.planes().asSlice(0, frame.blueOffset()).fill(Frame.BLACK_LUMA);
        frame.planes().asSlice(frame.blueOffset()).fill(Frame.NO_CHROMA);
        return frame;
    }

    /** Any bytes, those included that no camera gives. */
    public static Frame noise(int width, int height, Random random) {
        byte[] bytes = new byte[Frame.bytes(width, height)];
        random.nextBytes(bytes);
        Frame frame = black(width, height);
        frame.planes().copyFrom(MemorySegment.ofArray(bytes));
        return frame;
    }

    /** A picture as a camera would give it; an odd last row or column is left out. */
    public static Frame of(Picture picture) {
        Frame frame = black(picture.width() / 2 * 2, picture.height() / 2 * 2);
        int half = frame.width() / 2;
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                int at = y * frame.width() + x;
                set(frame, at, 16 + 219.0 / 255 * luma(picture, x, y));
            }
        }
        for (int y = 0; y < frame.height() / 2; y++) {
            for (int x = 0; x < half; x++) {
                double luma = 0;
                double[] colours = new double[3];
                for (int i = 0; i < 4; i++) {
                    luma += luma(picture, 2 * x + i % 2, 2 * y + i / 2) / 4;
                    for (int colour = 0; colour < 3; colour++) {
                        colours[colour] += picture.colour(2 * x + i % 2, 2 * y + i / 2, colour) / 4.0;
                    }
                }
                int at = y * half + x;
                set(frame, frame.blueOffset() + at, 128 + 224.0 / 255 * (colours[2] - luma) / 1.772);
                set(frame, frame.redOffset() + at, 128 + 224.0 / 255 * (colours[0] - luma) / 1.402);
            }
        }
        return frame;
    }

    private static double luma(Picture picture, int x, int y) {
        return 0.299 * picture.colour(x, y, 0) + 0.587 * picture.colour(x, y, 1) + 0.114 * picture.colour(x, y, 2);
    }

    private static void set(Frame frame, int at, double value) {
        frame.planes().set(ValueLayout.JAVA_BYTE, at, (byte) Math.clamp(Math.round(value), 0, 255));
    }
}
