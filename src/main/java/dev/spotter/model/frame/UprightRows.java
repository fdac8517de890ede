package dev.spotter.model.frame;

import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rows of a tensor whose rows are rows of the frame. Two rows of a plane become one, eight bytes at a time; of that, each
 * pixel takes two neighbours. Nothing else of the plane is touched.
 */
final class UprightRows {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle PAIRS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    // every other byte of eight, in lanes of 16 bits, which hold a byte times a weight
    private static final long LANES = 0x00FF00FF00FF00FFL;
    private static final long HALF = 0x0080008000800080L;
    private static final int LANES_OF_TWO = 0x00FF00FF;

    private final PlaneTaps lumaRows;
    private final PlaneTaps lumaColumns;
    private final PlaneTaps chromaRows;
    private final PlaneTaps chromaColumns;

    // valid for a frame's size: two rows of planes, and what is made of them; they have room behind them for what is
    // read
    // and written eight bytes at a time. Four arrays and no offsets in them, or the compiler makes no vector
    // instructions
    private byte[] upper = {};
    private byte[] lower = {};
    private byte[] luma = {};
    private byte[] chroma = {};

    private Frame frame;

    UprightRows(int width, int height) {
        lumaRows = new PlaneTaps(height);
        chromaRows = new PlaneTaps(height);
        lumaColumns = new PlaneTaps(width);
        chromaColumns = new PlaneTaps(width);
    }

    /** What follows is of this frame under this transform, which is upright. */
    void begin(Frame frame, PictureTransform transform) {
        this.frame = frame;
        double left = transform.frameX(0, 0);
        double top = transform.frameY(0, 0);
        double across = transform.frameX(1, 0) - left;
        double down = transform.frameY(0, 1) - top;
        lumaRows.set(top, down, frame.height());
        lumaColumns.set(left, across, frame.width());
        chromaRows.set(top / 2, down / 2, frame.height() / 2);
        chromaColumns.set(left / 2, across / 2, frame.width() / 2);
        int room = frame.width() + Long.BYTES;
        if (upper.length < room) {
            upper = new byte[room];
            lower = new byte[room];
            luma = new byte[room];
            chroma = new byte[room];
        }
    }

    /** Fills a row, if there is something of the frame in it. */
    boolean fill(int y, YuvRow row) {
        int from = lumaColumns.from();
        int to = lumaColumns.to();
        if (y < lumaRows.from() || y >= lumaRows.to() || from >= to) {
            return false;
        }
        row.blacken(0, from);
        row.blacken(to, row.luma().length);
        int span = lumaColumns.span();
        take(0, frame.width(), frame.height(), lumaRows, y, lumaColumns, 0);
        blend(upper, lower, lumaRows.weights()[y], luma, span);
        pairs(luma, lumaColumns.firsts(), row.luma(), from, to);
        blendLuma(row.luma(), lumaColumns.weights(), from, to);

        int half = chromaColumns.span();
        take(frame.blueOffset(), frame.width() / 2, frame.height() / 2, chromaRows, y, chromaColumns, 0);
        take(frame.redOffset(), frame.width() / 2, frame.height() / 2, chromaRows, y, chromaColumns, half);
        blend(upper, lower, chromaRows.weights()[y], chroma, 2 * half);
        pairs(chroma, half, chromaColumns.firsts(), row.chroma(), from, to);
        blendChroma(row.chroma(), chromaColumns.weights(), from, to);
        return true;
    }

    /** Takes of a plane the two rows that a row of the tensor lies between, as far as they are seen. */
    private void take(int offset, int width, int height, PlaneTaps rows, int y, PlaneTaps columns, int to) {
        int above = rows.base() + rows.firsts()[y];
        int below = Math.min(above + 1, height - 1);
        int first = offset + columns.base();
        copy(first + above * width, upper, to, columns.span());
        copy(first + below * width, lower, to, columns.span());
    }

    private void copy(int from, byte[] into, int to, int count) {
        MemorySegment.copy(frame.planes(), ValueLayout.JAVA_BYTE, from, into, to, count);
    }

    /** Two rows to one, each byte rounded; a few bytes behind the end are overwritten. */
    private static void blend(byte[] upper, byte[] lower, int weight, byte[] into, int count) {
        for (int x = 0; x < count; x += Long.BYTES) {
            long above = (long) LONGS.get(upper, x);
            long below = (long) LONGS.get(lower, x);
            long even = above & LANES;
            long odd = above >>> 8 & LANES;
            even = (even << 8) + ((below & LANES) - even) * weight + HALF;
            odd = (odd << 8) + ((below >>> 8 & LANES) - odd) * weight + HALF;
            LONGS.set(into, x, even >>> 8 & LANES | odd & ~LANES);
        }
    }

    private static void pairs(byte[] plane, int[] at, int[] into, int from, int to) {
        for (int x = from; x < to; x++) {
            into[x] = (short) PAIRS.get(plane, at[x]);
        }
    }

    private static void pairs(byte[] planes, int second, int[] at, int[] into, int from, int to) {
        for (int x = from; x < to; x++) {
            into[x] = (short) PAIRS.get(planes, at[x]) & 0xFFFF | (short) PAIRS.get(planes, second + at[x]) << 16;
        }
    }

    /** Pairs of neighbours to what is between them, in 256ths. */
    private static void blendLuma(int[] luma, int[] weights, int from, int to) {
        for (int x = from; x < to; x++) {
            int left = luma[x] & 0xFF;
            luma[x] = (left << 8) + ((luma[x] >>> 8 & 0xFF) - left) * weights[x];
        }
    }

    /** The same of both planes at once, in lanes of 16 bits. */
    private static void blendChroma(int[] chroma, int[] weights, int from, int to) {
        for (int x = from; x < to; x++) {
            int left = chroma[x] & LANES_OF_TWO;
            chroma[x] = (left << 8) + ((chroma[x] >>> 8 & LANES_OF_TWO) - left) * weights[x];
        }
    }
}
