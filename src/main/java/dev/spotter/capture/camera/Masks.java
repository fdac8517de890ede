package dev.spotter.capture.camera;

import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What its owner wants nobody to see of a camera's frames: no pixel that a polygon touches, be it by a corner, keeps its
 * luma, and no chroma sample that belongs to such a pixel keeps its colour. Which bytes those are is worked out once; a
 * frame is then blackened by copying.
 */
final class Masks {
    private final MemorySegment black;
    private final MemorySegment colourless;

    /** Begin and length in the frame's planes, in turn: first of all runs in the luma, then of those in the chroma. */
    private final int[] runs;

    private final int lumaRuns;

    Masks(FrameSize size, List<Polygon> polygons) {
        int width = size.width();
        int height = size.height();
        BitSet luma = new BitSet(width * height);
        polygons.forEach(polygon -> new PolygonPixels(width, height, luma).mark(polygon));
        BitSet blue = new BitSet(width * height / 4);
        luma.stream().forEach(pixel -> blue.set(pixel / width / 2 * (width / 2) + pixel % width / 2));
        int[] inLuma = runs(luma, 0);
        int[] inBlue = runs(blue, width * height);
        int[] inRed = runs(blue, width * height / 4 * 5);
        lumaRuns = inLuma.length;
        runs = Arrays.copyOf(inLuma, inLuma.length + inBlue.length + inRed.length);
        System.arraycopy(inBlue, 0, runs, inLuma.length, inBlue.length);
        System.arraycopy(inRed, 0, runs, inLuma.length + inBlue.length, inRed.length);
        black = filled(longest(inLuma), Frame.BLACK_LUMA);
        colourless = filled(longest(inBlue), Frame.NO_CHROMA);
    }

    private static int[] runs(BitSet bits, int offset) {
        int[] runs = new int[8];
        int length = 0;
        for (int begin = bits.nextSetBit(0); begin >= 0; ) {
            int end = bits.nextClearBit(begin);
            if (length == runs.length) {
                runs = Arrays.copyOf(runs, 2 * length);
            }
            runs[length++] = offset + begin;
            runs[length++] = end - begin;
            begin = bits.nextSetBit(end);
        }
        return Arrays.copyOf(runs, length);
    }

    private static int longest(int[] runs) {
        int longest = 0;
        for (int i = 1; i < runs.length; i += 2) {
            longest = Math.max(longest, runs[i]);
        }
        return longest;
    }

    private static MemorySegment filled(int bytes, byte value) {
        return Arena.ofAuto().allocate(bytes).fill(value);
    }

    /** Takes the masked parts out of a frame. */
    void blacken(Frame frame) {
        MemorySegment planes = frame.planes();
        for (int i = 0; i < runs.length; i += 2) {
            MemorySegment.copy(i < lumaRuns ? black : colourless, 0, planes, runs[i], runs[i + 1]);
        }
    }
}
