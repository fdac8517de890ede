package dev.spotter.capture.motion;

import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A picture's brightness in square cells: the sums of 8 x 8 pixels, from every second row. Of a picture that is small, those
 * of 4 x 4 pixels, each counted four times, so that a change weighs twice as much: such pixels are averages of others, with
 * less noise and less of a contrast. Where a side is no multiple of a cell's, the last cells overlap the ones before, so that
 * no pixel at an edge is left out.
 */
final class LumaCells {
    /** Samples of a cell of 8 x 8 pixels. */
    static final int SAMPLES = 32;

    private static final int LARGE = 8;
    private static final int SMALL = 4;
    private static final int SMALL_WEIGHT = 4;
    /** Pixels of a picture that has large cells: 40 x 30 of them. */
    private static final int LEAST_PIXELS = 320 * 240;

    private static final ValueLayout.OfLong EIGHT_PIXELS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt FOUR_PIXELS =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
    private static final long ONES = 0x0001_0001_0001_0001L;

    private final int width;
    private final int height;
    private final int side;

    /**
     * @param width of all pictures, in pixels
     * @param height of all pictures, in pixels
     */
    LumaCells(int width, int height) {
        this.width = width;
        this.height = height;
        side = width * height < LEAST_PIXELS ? SMALL : LARGE;
    }

    /** Whether there are two cells along both sides. */
    boolean several() {
        return width >= 2 * side && height >= 2 * side;
    }

    /** How many cells there are beside each other. */
    int across() {
        return along(width);
    }

    /** How many cells there are below each other. */
    int down() {
        return along(height);
    }

    private int along(int pixels) {
        return (pixels + side - 1) / side;
    }

    /** Where the middle of a column of cells is, as a share of the width. */
    double middleX(int column) {
        return (start(column, width) + side / 2.0) / width;
    }

    /** Where the middle of a row of cells is, as a share of the height. */
    double middleY(int row) {
        return (start(row, height) + side / 2.0) / height;
    }

    private int start(int cell, int pixels) {
        return Math.min(cell * side, pixels - side);
    }

    /** Sums up all cells, row by row, of a picture that has several. */
    void sum(Frame frame, int[] cells) {
        MemorySegment luma = frame.planes();
        int across = across();
        int down = down();
        for (int y = 0, cell = 0; y < down; y++) {
            long row = (long) start(y, height) * width;
            for (int x = 0; x < across; x++, cell++) {
                long first = row + start(x, width);
                cells[cell] = side == LARGE ? large(luma, first) : small(luma, first);
            }
        }
    }

    private int large(MemorySegment luma, long first) {
        return sum(luma.get(EIGHT_PIXELS, first), luma.get(EIGHT_PIXELS, first + 2L * width))
                + sum(luma.get(EIGHT_PIXELS, first + 4L * width), luma.get(EIGHT_PIXELS, first + 6L * width));
    }

    private int small(MemorySegment luma, long first) {
        return SMALL_WEIGHT * sum(four(luma, first, first + width), four(luma, first + 2L * width, first + 3L * width));
    }

    /** Four pixels of one row and four of another. */
    private static long four(MemorySegment luma, long one, long other) {
        return luma.get(FOUR_PIXELS, one) & 0xffff_ffffL | (long) luma.get(FOUR_PIXELS, other) << 32;
    }

    /** The sum of 16 bytes, eight to a word: four sums of 16 bits beside each other, then those together. */
    private static int sum(long a, long b) {
        long sums = (a & EVEN) + (a >>> 8 & EVEN) + (b & EVEN) + (b >>> 8 & EVEN);
        return (int) (sums * ONES >>> 48);
    }
}
