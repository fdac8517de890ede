package dev.spotter.model.picture;

/**
 * Tells a grey picture whose bytes are the signed ones of a tensor, -128 black to 127 white, as some public test pictures
 * have it (TensorFlow Lite Micro's person.bmp). Read as unsigned ones it looks torn: where its grey passes the middle, the
 * bytes jump between 0 and 255. In an ordinary picture they pass 128 smoothly there.
 */
final class SignedBytes {
    /** The bit by which the two readings differ. */
    static final int SIGN = 0x80;

    private static final int JUMP = 192;
    private static final int STEP = 64;

    /** Least share of all neighbours that jump, in a hundred: a torn picture has many, a drawing few. */
    private static final int LEAST_PERCENT = 1;

    /** So many jumps for each smooth passing. */
    private static final int LEAST_RATIO = 4;

    private SignedBytes() {}

    /**
     * Whether they are signed.
     *
     * @param file holds the pixels, a byte each, and nothing else matters of it
     * @param at where the first row begins; all rows lie within the file
     * @param stride bytes from one row to the next
     */
    static boolean in(byte[] file, int at, int width, int height, int stride) {
        long jumps = 0;
        long passings = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 1; x < width; x++) {
                int one = Byte.toUnsignedInt(file[at + y * stride + x - 1]);
                int other = Byte.toUnsignedInt(file[at + y * stride + x]);
                int low = Math.min(one, other);
                int high = Math.max(one, other);
                if (low < SIGN && high >= SIGN) {
                    // drawings in black and white jump too, but between the very ends
                    jumps += high - low > JUMP && low > 0 && high < 255 ? 1 : 0;
                    passings += high - low < STEP ? 1 : 0;
                }
            }
        }
        return jumps * 100 > (long) width * height * LEAST_PERCENT && jumps > LEAST_RATIO * passings;
    }
}
