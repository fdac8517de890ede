package dev.spotter.model.picture;

import dev.spotter.model.ModelException;

/**
 * A picture in memory: rows from the top, pixels from the left, three bytes each in the order red, green, blue.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code width * height * 3} bytes; taken over, not copied
 */
public record Picture(int width, int height, byte[] rgb) {
    /** Most pixels of a picture that is read, so that a small file cannot ask for all memory. */
    public static final int MOST_PIXELS = 50_000_000;

    public Picture {
        requireSize(width, height);
        if (rgb.length != width * height * 3) {
            throw new IllegalArgumentException("a picture of %d x %d pixels has %d bytes, not %d"
                    .formatted(width, height, width * height * 3, rgb.length));
        }
    }

    static void requireSize(int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new ModelException(
                    "picture-size",
                    "the picture is %d x %d pixels; allowed are 1 to %d pixels in all"
                            .formatted(width, height, MOST_PIXELS));
        }
    }

    /** A colour value of a pixel, 0 to 255; colour 0 is red, 1 green, 2 blue. */
    public int colour(int x, int y, int colour) {
        return Byte.toUnsignedInt(rgb[(y * width + x) * 3 + colour]);
    }

    /** The luma of a pixel, 0 to 255 (ITU-R BT.601). */
    public float grey(int x, int y) {
        return 0.299f * colour(x, y, 0) + 0.587f * colour(x, y, 1) + 0.114f * colour(x, y, 2);
    }

    /**
     * The picture at another size, without keeping its proportions: bilinear between pixel centres, and where it shrinks
     * over the area that a new pixel covers (triangle filter), so that nothing is skipped.
     */
    public Picture scaledTo(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        Weights across = Weights.of(width, newWidth);
        Weights down = Weights.of(height, newHeight);
        float[] narrow = new float[newWidth * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                for (int tap = 0; tap < across.taps(); tap++) {
                    float weight = across.weight(x, tap);
                    int from = (y * width + across.position(x, tap)) * 3;
                    int to = (y * newWidth + x) * 3;
                    narrow[to] += weight * Byte.toUnsignedInt(rgb[from]);
                    narrow[to + 1] += weight * Byte.toUnsignedInt(rgb[from + 1]);
                    narrow[to + 2] += weight * Byte.toUnsignedInt(rgb[from + 2]);
                }
            }
        }
        byte[] scaled = new byte[newWidth * newHeight * 3];
        for (int y = 0; y < newHeight; y++) {
            for (int i = 0; i < newWidth * 3; i++) {
                float sum = 0;
                for (int tap = 0; tap < down.taps(); tap++) {
                    sum += down.weight(y, tap) * narrow[down.position(y, tap) * newWidth * 3 + i];
                }
                scaled[y * newWidth * 3 + i] = (byte) Math.clamp(Math.round(sum), 0, 255);
            }
        }
        return new Picture(newWidth, newHeight, scaled);
    }

    /** Which old pixels make a new one along one side, and how much each counts: so many taps for each new pixel. */
    private record Weights(int taps, int[] positions, float[] weights) {
        static Weights of(int oldSize, int newSize) {
            double ratio = (double) oldSize / newSize;
            double reach = Math.max(1, ratio);
            int taps = (int) Math.ceil(2 * reach) + 1;
            int[] positions = new int[newSize * taps];
            float[] weights = new float[newSize * taps];
            for (int i = 0; i < newSize; i++) {
                double centre = (i + 0.5) * ratio - 0.5;
                int first = (int) Math.ceil(centre - reach);
                double sum = 0;
                for (int tap = 0; tap < taps; tap++) {
                    boolean inside = first + tap >= 0 && first + tap < oldSize;
                    double weight = inside ? Math.max(0, 1 - Math.abs(first + tap - centre) / reach) : 0;
                    positions[i * taps + tap] = Math.clamp(first + tap, 0, oldSize - 1);
                    weights[i * taps + tap] = (float) weight;
                    sum += weight;
                }
                for (int tap = 0; tap < taps; tap++) {
                    weights[i * taps + tap] /= (float) sum;
                }
            }
            return new Weights(taps, positions, weights);
        }

        int position(int pixel, int tap) {
            return positions[pixel * taps + tap];
        }

        float weight(int pixel, int tap) {
            return weights[pixel * taps + tap];
        }
    }
}
