package dev.spotter.model.picture;

import dev.spotter.model.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads PNG pictures (W3C Portable Network Graphics, third edition) of 8 bits, not interlaced: grey, RGB, palette, and with
 * alpha, which is left out.
 */
final class PngReader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int PALETTE = 3;

    private int width;
    private int height;
    private int colourType;
    private byte[] palette = {};
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();

    private PngReader() {}

    static boolean isOne(byte[] file) {
        return file.length >= SIGNATURE.length
                && ByteBuffer.wrap(file, 0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
    }

    static Picture read(byte[] file) {
        PngReader reader = new PngReader();
        reader.chunks(ByteBuffer.wrap(file, SIGNATURE.length, file.length - SIGNATURE.length));
        return reader.picture();
    }

    private void chunks(ByteBuffer file) {
        while (file.remaining() >= 12) {
            int length = file.getInt();
            int type = file.getInt();
            if (length < 0 || length + 4 > file.remaining()) {
                throw broken("a chunk is longer than the file");
            }
            byte[] data = new byte[length];
            file.get(data).getInt();
            switch (type) {
                case IHDR -> header(ByteBuffer.wrap(data));
                case PLTE -> palette = data;
                case IDAT -> compressed.writeBytes(data);
                case IEND -> {
                    return;
                }
                default -> {
                    // what else a picture carries does not change its pixels here
                }
            }
        }
        throw broken("it has no end");
    }

    private void header(ByteBuffer header) {
        if (header.remaining() != 13) {
            throw broken("its header has %d bytes, not 13".formatted(header.remaining()));
        }
        width = header.getInt();
        height = header.getInt();
        int bits = header.get();
        colourType = header.get();
        header.getShort();
        int interlace = header.get();
        Picture.requireSize(width, height);
        if (bits != 8 || interlace != 0 || samples() == 0) {
            throw new ModelException(
                    "picture-format",
                    "the PNG has %d bits a sample, colour type %d, interlace %d; read are 8 bits, types 0, 2, 3, 4 and 6, not interlaced"
                            .formatted(bits, colourType, interlace));
        }
    }

    /** Bytes a pixel; 0 for a colour type that is none. */
    private int samples() {
        return switch (colourType) {
            case 0, PALETTE -> 1;
            case 4 -> 2;
            case 2 -> 3;
            case 6 -> 4;
            default -> 0;
        };
    }

    private Picture picture() {
        if (width == 0) {
            throw broken("it has no header");
        }
        int samples = samples();
        int stride = width * samples;
        byte[] rows = inflate((stride + 1) * height);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            unfilter(rows, y, stride, samples);
            for (int x = 0; x < width; x++) {
                colour(rows, y * (stride + 1) + 1 + x * samples, rgb, (y * width + x) * 3);
            }
        }
        return new Picture(width, height, rgb);
    }

    private byte[] inflate(int size) {
        byte[] rows = new byte[size];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(compressed.toByteArray());
            int filled = 0;
            while (filled < size) {
                int more = inflater.inflate(rows, filled, size - filled);
                if (more == 0) {
                    throw broken("its pixels end after %d of %d bytes".formatted(filled, size));
                }
                filled += more;
            }
            return rows;
        } catch (DataFormatException e) {
            throw new ModelException("picture-broken", "the PNG is broken: its pixels cannot be inflated", e);
        }
    }

    /** Undoes the filter of a row (section 9 of the specification), in place; the row above is undone already. */
    private static void unfilter(byte[] rows, int y, int stride, int samples) {
        int start = y * (stride + 1) + 1;
        int filter = rows[start - 1];
        for (int i = 0; i < stride; i++) {
            int left = i < samples ? 0 : Byte.toUnsignedInt(rows[start + i - samples]);
            int up = y == 0 ? 0 : Byte.toUnsignedInt(rows[start + i - stride - 1]);
            int upLeft = y == 0 || i < samples ? 0 : Byte.toUnsignedInt(rows[start + i - stride - 1 - samples]);
            rows[start + i] += (byte)
                    switch (filter) {
                        case 0 -> 0;
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        case 4 -> paeth(left, up, upLeft);
                        default -> throw broken("row %d has the filter %d, known are 0 to 4".formatted(y, filter));
                    };
        }
    }

    private static int paeth(int left, int up, int upLeft) {
        int estimate = left + up - upLeft;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toUpLeft = Math.abs(estimate - upLeft);
        if (toLeft <= toUp && toLeft <= toUpLeft) {
            return left;
        }
        return toUp <= toUpLeft ? up : upLeft;
    }

    private void colour(byte[] rows, int from, byte[] rgb, int to) {
        for (int c = 0; c < 3; c++) {
            rgb[to + c] = switch (colourType) {
                case PALETTE -> {
                    int entry = 3 * Byte.toUnsignedInt(rows[from]) + c;
                    if (entry >= palette.length) {
                        throw broken("its palette has no colour " + entry / 3);
                    }
                    yield palette[entry];
                }
                case 0, 4 -> rows[from];
                default -> rows[from + c];
            };
        }
    }

    private static ModelException broken(String why) {
        return new ModelException("picture-broken", "the PNG is broken: " + why);
    }
}
