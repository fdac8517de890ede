package dev.spotter.capture.motion;

import dev.spotter.observation.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** A picture that a test paints: a textured wall, lit and noisy as asked, and boxes before it. */
final class PaintedFrame {
    final int width;
    final int height;
    final Frame frame;
    private final double[] wall;
    private final double[] luma;
    private final Random random = new Random(5);
    /** Noise is taken from here, from another place for each frame: to draw each would take long. */
    private final double[] gaussians;

    PaintedFrame(int width, int height) {
        this.width = width;
        this.height = height;
        frame = new Frame(Arena.ofAuto().allocate(Frame.bytes(width, height)), width, height);
        frame.planes().fill(Frame.NO_CHROMA);
        wall = new double[width * height];
        luma = new double[width * height];
        for (int i = 0; i < wall.length; i++) {
            wall[i] = 100 + 25 * Math.sin(i % width / 9.0) * Math.cos(i / width / 13.0) + 10 * random.nextDouble();
        }
        gaussians = random.doubles(1 << 17).map(any -> random.nextGaussian()).toArray();
        wall();
    }

    /** Only the wall. */
    PaintedFrame wall() {
        System.arraycopy(wall, 0, luma, 0, wall.length);
        return this;
    }

    /** A box of so much more luma than the wall behind it; its edges may lie between pixels. */
    PaintedFrame box(double left, double top, double across, double down, double levels) {
        for (int y = Math.max(0, (int) top); y < Math.min(height, top + down); y++) {
            for (int x = Math.max(0, (int) left); x < Math.min(width, left + across); x++) {
                double covered = overlap(x, left, left + across) * overlap(y, top, top + down);
                luma[y * width + x] += covered * levels;
            }
        }
        return this;
    }

    private static double overlap(int pixel, double from, double to) {
        return Math.clamp(Math.min(pixel + 1, to) - Math.max(pixel, from), 0, 1);
    }

    /** Everything brighter by so many levels. */
    PaintedFrame light(double levels) {
        for (int i = 0; i < luma.length; i++) {
            luma[i] += levels;
        }
        return this;
    }

    /** The frame as a camera of so much noise (standard deviation, in levels) gives it at a time. */
    Frame at(double seconds, double noise) {
        MemorySegment planes = frame.planes();
        int start = random.nextInt(gaussians.length);
        for (int i = 0; i < luma.length; i++) {
            double value = luma[i] + noise * gaussians[(start + i) % gaussians.length];
            planes.set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(Math.round(value), 16, 235));
        }
        frame.stamp(Math.round(seconds * 1e9), 0);
        return frame;
    }
}
