package dev.spotter.model.frame;

/**
 * From luma and chroma in the limited range to red, green and blue of 0 to 255 (ITU-R BT.601-7, in whole numbers). Luma and
 * chroma come in 256ths, so that what was interpolated is rounded once only.
 */
final class YuvColours {
    private static final int SHIFT = 21;
    private static final int HALF = 1 << SHIFT - 1;
    // 2^13 * (255/219, 255/112 * 0.701, 255/112 * 0.886 * 0.114/0.587, 255/112 * 0.701 * 0.299/0.587, 255/112 * 0.886)
    private static final int LUMA = 9539;
    private static final int RED_BY_RED = 13075;
    private static final int GREEN_BY_BLUE = 3209;
    private static final int GREEN_BY_RED = 6660;
    private static final int BLUE_BY_BLUE = 16525;
    private static final int BLACK = 16 << 8;
    private static final int NO_CHROMA = 128 << 8;

    private YuvColours() {}

    /** Red + 256 * green + 65536 * blue. */
    static int rgb(int luma, int blue, int red) {
        int light = (luma - BLACK) * LUMA + HALF;
        int u = blue - NO_CHROMA;
        int v = red - NO_CHROMA;
        return held(light + v * RED_BY_RED >> SHIFT)
                | held(light - u * GREEN_BY_BLUE - v * GREEN_BY_RED >> SHIFT) << 8
                | held(light + u * BLUE_BY_BLUE >> SHIFT) << 16;
    }

    /** The luma alone, in the full range. */
    static int grey(int luma) {
        return held((luma - BLACK) * LUMA + HALF >> SHIFT);
    }

    private static int held(int colour) {
        return Math.min(Math.max(colour, 0), 255);
    }
}
