package dev.spotter.capture.motion;

import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A picture's brightness in cells of 8 x 8 pixels, from every second row: a cell's value is the sum of its 32 samples, 0 to
 * 8160. Where a side is no multiple of 8, the last cells overlap the ones before, so that no pixel at an edge is left out.
 */
final class LumaCells {
    /** Pixels along a cell's side. */
    static final int SIDE = 8;

    /** Samples of a cell. */
    static final int SAMPLES = SIDE * SIDE / 2;

    private static final ValueLayout.OfLong EIGHT_PIXELS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
    private static final long ONES = 0x0001_0001_0001_0001L;

    private LumaCells() {}

    /** How many cells there are along a side. */
    static int along(int pixels) {
        return (pixels + SIDE - 1) / SIDE;
    }

    /** The first pixel of a cell. */
    static int start(int cell, int pixels) {
        return Math.min(cell * SIDE, pixels - SIDE);
    }

    /**
     * Sums up all cells, row by row.
     *
     * @param frame at least 8 x 8 pixels
     */
    static void sum(Frame frame, int[] cells) {
        MemorySegment luma = frame.planes();
        int width = frame.width();
        int height = frame.height();
        int across = along(width);
        int down = along(height);
        for (int y = 0, cell = 0; y < down; y++) {
            long row = (long) start(y, height) * width;
            for (int x = 0; x < across; x++, cell++) {
                long first = row + start(x, width);
                cells[cell] = sum(luma.get(EIGHT_PIXELS, first), luma.get(EIGHT_PIXELS, first + 2L * width))
                        + sum(luma.get(EIGHT_PIXELS, first + 4L * width), luma.get(EIGHT_PIXELS, first + 6L * width));
            }
        }
    }

    /** The sum of 16 bytes, eight to a word: four sums of 16 bits beside each other, then those together. */
    private static int sum(long a, long b) {
        long sums = (a & EVEN) + (a >>> 8 & EVEN) + (b & EVEN) + (b >>> 8 & EVEN);
        return (int) (sums * ONES >>> 48);
    }
}
