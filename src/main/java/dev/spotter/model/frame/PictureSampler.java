package dev.spotter.model.frame;

import dev.spotter.model.ImageInput;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.picture.Picture;

/**
 * Writes a picture of a file into an input tensor: bilinear between the four pixels around a point, and black beyond the
 * picture, as {@link FrameSampler} does a camera's frame. Files are often much larger than tensors, so a picture that shrinks
 * is first brought to the tensor's scale over the area that a new pixel covers, as a camera does it by choosing its size.
 */
public final class PictureSampler {
    private final PixelTensor tensor;
    private final boolean grey;
    private final int[] row;

    /** Into that tensor. */
    public PictureSampler(PixelTensor tensor) {
        this.tensor = tensor;
        this.grey = tensor.input().colours() == ImageInput.Colours.GREY;
        this.row = new int[tensor.input().width()];
    }

    /** Writes what the transform shows of the picture. */
    public void sample(Picture picture, PictureTransform transform) {
        double tensorPixelX = transform.frameX(1, 0) - transform.frameX(0, 0);
        double tensorPixelY = transform.frameY(0, 1) - transform.frameY(0, 0);
        Picture near = transform.upright()
                ? picture.shrunkTo(shrunk(picture.width(), tensorPixelX), shrunk(picture.height(), tensorPixelY))
                : picture;
        double acrossScale = (double) near.width() / picture.width();
        double downScale = (double) near.height() / picture.height();
        tensor.begin();
        for (int y = 0; y < tensor.input().height(); y++) {
            for (int x = 0; x < row.length; x++) {
                double frameX = transform.frameX(x + 0.5, y + 0.5);
                double frameY = transform.frameY(x + 0.5, y + 0.5);
                row[x] = pixel(near, frameX * acrossScale, frameY * downScale);
            }
            tensor.row(y, row);
        }
    }

    private static int shrunk(int size, double tensorPixel) {
        return Math.clamp(Math.round(size / tensorPixel), 1, size);
    }

    private int pixel(Picture picture, double x, double y) {
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
            return 0;
        }
        if (grey) {
            return (int) Math.round(0.299 * colour(picture, x, y, 0)
                    + 0.587 * colour(picture, x, y, 1)
                    + 0.114 * colour(picture, x, y, 2));
        }
        return (int) Math.round(colour(picture, x, y, 0))
                | (int) Math.round(colour(picture, x, y, 1)) << 8
                | (int) Math.round(colour(picture, x, y, 2)) << 16;
    }

    private static double colour(Picture picture, double x, double y, int colour) {
        int left = (int) Math.floor(x - 0.5);
        int top = (int) Math.floor(y - 0.5);
        double right = x - 0.5 - left;
        double low = y - 0.5 - top;
        return (1 - low)
                        * ((1 - right) * value(picture, left, top, colour)
                                + right * value(picture, left + 1, top, colour))
                + low
                        * ((1 - right) * value(picture, left, top + 1, colour)
                                + right * value(picture, left + 1, top + 1, colour));
    }

    private static int value(Picture picture, int x, int y, int colour) {
        return picture.colour(Math.clamp(x, 0, picture.width() - 1), Math.clamp(y, 0, picture.height() - 1), colour);
    }
}
