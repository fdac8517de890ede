package dev.spotter.model.frame;

import java.util.Arrays;

/**
 * One row of the tensor on its way from luma and chroma in the limited range to red, green and blue of 0 to 255 (ITU-R
 * BT.601-7, in whole numbers). What was interpolated comes in 256ths, so that it is rounded once only.
 *
 * <p>The loops are short and many, because the compiler makes vector instructions of those only.
 */
final class YuvRow {
    private static final int SHIFT = 21;
    private static final int HALF = 1 << SHIFT - 1;
    // 2^13 times 255/219 and 255/112 * (0.701, 0.886 * 0.114 / 0.587, 0.701 * 0.299 / 0.587, 0.886)
    private static final int LUMA = 9539;
    private static final int RED_BY_RED = 13075;
    private static final int GREEN_BY_BLUE = 3209;
    private static final int GREEN_BY_RED = 6660;
    private static final int BLUE_BY_BLUE = 16525;

    private static final int LOW = 0xFFFF;
    static final int BLACK = 16 << 8;
    static final int NO_CHROMA = 128 << 8;
    static final int COLOURLESS = NO_CHROMA | NO_CHROMA << 16;

    private final int[] luma;
    private final int[] chroma;
    private final int[] pixels;

    YuvRow(int width) {
        luma = new int[width];
        chroma = new int[width];
        pixels = new int[width];
    }

    /** In 256ths, a number a pixel; to be filled. */
    int[] luma() {
        return luma;
    }

    /** Blue-difference chroma in 256ths, and 65536 times the red-difference one, a number a pixel; to be filled. */
    int[] chroma() {
        return chroma;
    }

    /** Makes a part of it black. */
    void blacken(int from, int to) {
        Arrays.fill(luma, from, to, BLACK);
        Arrays.fill(chroma, from, to, COLOURLESS);
    }

    /** Red + 256 * green + 65536 * blue, for each pixel. */
    int[] rgb() {
        redAndBlue(luma, chroma, pixels);
        green(luma, chroma, pixels);
        return pixels;
    }

    /** The luma in the full range, for each pixel. */
    int[] grey() {
        for (int x = 0; x < pixels.length; x++) {
            pixels[x] = Math.min(Math.max((luma[x] - BLACK) * LUMA + HALF >> SHIFT, 0), 255);
        }
        return pixels;
    }

    private static void redAndBlue(int[] luma, int[] chroma, int[] pixels) {
        for (int x = 0; x < pixels.length; x++) {
            int light = (luma[x] - BLACK) * LUMA + HALF;
            int blue = light + ((chroma[x] & LOW) - NO_CHROMA) * BLUE_BY_BLUE >> SHIFT;
            int red = light + ((chroma[x] >>> 16) - NO_CHROMA) * RED_BY_RED >> SHIFT;
            pixels[x] = Math.min(Math.max(red, 0), 255) | Math.min(Math.max(blue, 0), 255) << 16;
        }
    }

    private static void green(int[] luma, int[] chroma, int[] pixels) {
        for (int x = 0; x < pixels.length; x++) {
            int light = (luma[x] - BLACK) * LUMA + HALF;
            int byBlue = ((chroma[x] & LOW) - NO_CHROMA) * GREEN_BY_BLUE;
            int byRed = ((chroma[x] >>> 16) - NO_CHROMA) * GREEN_BY_RED;
            pixels[x] |= Math.min(Math.max(light - byBlue - byRed >> SHIFT, 0), 255) << 8;
        }
    }
}
