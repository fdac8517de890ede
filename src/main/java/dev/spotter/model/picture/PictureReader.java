package dev.spotter.model.picture;

import dev.spotter.model.ModelException;

/** Reads a picture of any known format, which its first bytes tell. */
public final class PictureReader {
    private PictureReader() {}

    /** Whether the first bytes are those of a picture that can be read. */
    public static boolean isPicture(byte[] file) {
        return BmpReader.isOne(file) || PngReader.isOne(file) || JpegReader.isOne(file);
    }

    /**
     * Reads a BMP, PNG or JPEG file.
     *
     * @throws ModelException {@code picture-format}, {@code picture-broken}, {@code picture-size} or
     *     {@code jpeg-library-missing}
     */
    public static Picture read(byte[] file) {
        if (BmpReader.isOne(file)) {
            return BmpReader.read(file);
        }
        if (PngReader.isOne(file)) {
            return PngReader.read(file);
        }
        if (JpegReader.isOne(file)) {
            return JpegReader.read(file);
        }
        throw new ModelException("picture-format", "the file is no BMP, PNG or JPEG picture");
    }
}
