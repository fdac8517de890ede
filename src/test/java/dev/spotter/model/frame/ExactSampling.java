package dev.spotter.model.frame;

import dev.spotter.observation.Frame;
import java.lang.foreign.ValueLayout;

/** What a frame looks like under a transform, by the definitions alone and in double precision. */
final class ExactSampling {
    private ExactSampling() {}

    /** Red, green and blue, 0 to 255, of a pixel of the tensor; black beyond the frame. */
    static double[] rgb(Frame frame, PictureTransform transform, int tensorX, int tensorY) {
        double x = transform.frameX(tensorX + 0.5, tensorY + 0.5);
        double y = transform.frameY(tensorX + 0.5, tensorY + 0.5);
        if (x < 0 || y < 0 || x >= frame.width() || y >= frame.height()) {
            return new double[3];
        }
        int width = frame.width() / 2;
        int height = frame.height() / 2;
        double luma = (bilinear(frame, 0, frame.width(), frame.height(), x, y) - 16) * 255 / 219;
        double blue = (bilinear(frame, frame.blueOffset(), width, height, x / 2, y / 2) - 128) * 255 / 224;
        double red = (bilinear(frame, frame.redOffset(), width, height, x / 2, y / 2) - 128) * 255 / 224;
        return new double[] {
            Math.clamp(luma + 1.402 * red, 0, 255),
            Math.clamp(luma - 0.114 * 1.772 / 0.587 * blue - 0.299 * 1.402 / 0.587 * red, 0, 255),
            Math.clamp(luma + 1.772 * blue, 0, 255)
        };
    }

    /** The luma in the full range, 0 to 255. */
    static double grey(Frame frame, PictureTransform transform, int tensorX, int tensorY) {
        double x = transform.frameX(tensorX + 0.5, tensorY + 0.5);
        double y = transform.frameY(tensorX + 0.5, tensorY + 0.5);
        if (x < 0 || y < 0 || x >= frame.width() || y >= frame.height()) {
            return 0;
        }
        return Math.clamp((bilinear(frame, 0, frame.width(), frame.height(), x, y) - 16) * 255 / 219, 0, 255);
    }

    private static double bilinear(Frame frame, int offset, int width, int height, double x, double y) {
        double left = Math.floor(x - 0.5);
        double top = Math.floor(y - 0.5);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double column = left + i % 2;
            double row = top + i / 2;
            double weight = (1 - Math.abs(x - 0.5 - column)) * (1 - Math.abs(y - 0.5 - row));
            int at = offset + (int) Math.clamp(row, 0, height - 1) * width + (int) Math.clamp(column, 0, width - 1);
            sum += weight * Byte.toUnsignedInt(frame.planes().get(ValueLayout.JAVA_BYTE, at));
        }
        return sum;
    }
}
