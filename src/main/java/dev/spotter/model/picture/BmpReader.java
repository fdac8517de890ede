package dev.spotter.model.picture;

import dev.spotter.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads Windows bitmaps without compression: 8 bits with a palette, 24 and 32 bits, from either end. The layout is that of
 * BITMAPFILEHEADER and BITMAPINFOHEADER in the Windows GDI reference. Bytes of 8 bits that are a tensor's signed ones
 * ({@link SignedBytes}) are read as what they show.
 */
final class BmpReader {
    private static final int FILE_HEADER_BYTES = 14;
    private static final int INFO_HEADER_BYTES = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;

    private BmpReader() {}

    static boolean isOne(byte[] file) {
        return file.length >= 2 && file[0] == 'B' && file[1] == 'M';
    }

    static Picture read(byte[] file) {
        if (file.length < FILE_HEADER_BYTES + INFO_HEADER_BYTES) {
            throw broken("it ends within its header");
        }
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int pixels = header.getInt(10);
        int infoBytes = header.getInt(14);
        int width = header.getInt(18);
        int signedHeight = header.getInt(22);
        int bits = header.getShort(28);
        int compression = header.getInt(30);
        int height = Math.abs(signedHeight);
        Picture.requireSize(width, height);
        boolean plain = compression == UNCOMPRESSED || compression == BIT_FIELDS && bits == 32;
        if (infoBytes < INFO_HEADER_BYTES || !plain || bits != 8 && bits != 24 && bits != 32) {
            throw new ModelException(
                    "picture-format",
                    "the bitmap has %d bits a pixel and compression %d; read are 8, 24 and 32 bits without compression"
                            .formatted(bits, compression));
        }
        long stride = ((long) width * bits + 31) / 32 * 4;
        if (pixels < 0 || pixels + stride * height > file.length) {
            throw broken(
                    "it has %d bytes, but its pixels would end at %d".formatted(file.length, pixels + stride * height));
        }
        int palette = FILE_HEADER_BYTES + infoBytes;
        boolean signed = bits == 8 && SignedBytes.in(file, pixels, width, height, (int) stride);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            int row = (int) (pixels + stride * (signedHeight > 0 ? height - 1 - y : y));
            for (int x = 0; x < width; x++) {
                int blue = bits == 8
                        ? palette + 4 * (Byte.toUnsignedInt(file[row + x]) ^ (signed ? SignedBytes.SIGN : 0))
                        : row + x * (bits / 8);
                if (blue < 0 || blue + 2 >= file.length) {
                    throw broken("its palette ends before a colour that is used");
                }
                int to = (y * width + x) * 3;
                rgb[to] = file[blue + 2];
                rgb[to + 1] = file[blue + 1];
                rgb[to + 2] = file[blue];
            }
        }
        return new Picture(width, height, rgb);
    }

    private static ModelException broken(String why) {
        return new ModelException("picture-broken", "the bitmap is broken: " + why);
    }
}
