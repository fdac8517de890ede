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
     * The picture at a smaller size, without keeping its proportions: bicubic (Keys 1981, a = -1/2) over the area that a new
     * pixel covers, so that nothing is skipped and edges stay.
     *
     * @param newWidth at most the width
     * @param newHeight at most the height
     */
    public Picture shrunkTo(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        Weights across = Weights.of(width, newWidth);
        Weights down = Weights.of(height, newHeight);
        byte[] narrow = new byte[newWidth * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                for (int colour = 0; colour < 3; colour++) {
                    double sum = 0;
                    for (int tap = 0; tap < across.taps(); tap++) {
                        sum += across.weight(x, tap) * colour(across.position(x, tap), y, colour);
                    }
                    narrow[(y * newWidth + x) * 3 + colour] = nearest(sum);
                }
            }
        }
        byte[] shrunk = new byte[newWidth * newHeight * 3];
        for (int y = 0; y < newHeight; y++) {
            for (int i = 0; i < newWidth * 3; i++) {
                double sum = 0;
                for (int tap = 0; tap < down.taps(); tap++) {
                    sum += down.weight(y, tap) * Byte.toUnsignedInt(narrow[down.position(y, tap) * newWidth * 3 + i]);
                }
                shrunk[y * newWidth * 3 + i] = nearest(sum);
            }
        }
        return new Picture(newWidth, newHeight, shrunk);
    }

    private static byte nearest(double colour) {
        return (byte) Math.clamp(Math.round(colour), 0, 255);
    }

    /** Which old pixels make a new one along one side, and how much each counts: so many taps for each new pixel. */
    private record Weights(int taps, int[] positions, double[] weights) {
        static Weights of(int oldSize, int newSize) {
            double ratio = (double) oldSize / newSize;
            double reach = 2 * ratio;
            int taps = (int) Math.ceil(2 * reach) + 1;
            int[] positions = new int[newSize * taps];
            double[] weights = new double[newSize * taps];
            for (int i = 0; i < newSize; i++) {
                double centre = (i + 0.5) * ratio - 0.5;
                int first = (int) Math.ceil(centre - reach);
                double sum = 0;
                for (int tap = 0; tap < taps; tap++) {
                    boolean inside = first + tap >= 0 && first + tap < oldSize;
                    double weight = inside ? cubic(Math.abs(first + tap - centre) / ratio) : 0;
                    positions[i * taps + tap] = Math.clamp(first + tap, 0, oldSize - 1);
                    weights[i * taps + tap] = weight;
                    sum += weight;
                }
                for (int tap = 0; tap < taps; tap++) {
                    weights[i * taps + tap] /= sum;
                }
            }
            return new Weights(taps, positions, weights);
        }

        private static double cubic(double distance) {
            if (distance < 1) {
                return (1.5 * distance - 2.5) * distance * distance + 1;
            }
            return distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0;
        }

        int position(int pixel, int tap) {
            return positions[pixel * taps + tap];
        }

        double weight(int pixel, int tap) {
            return weights[pixel * taps + tap];
        }
    }
}
