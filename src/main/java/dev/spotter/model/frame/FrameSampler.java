package dev.spotter.model.frame;

import dev.spotter.model.ImageInput;
import dev.spotter.model.PixelTensor;
import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes a camera's frame straight into an input tensor: resized, turned, and brought from luma and chroma to the tensor's
 * colours in one go, with nothing in between. Bilinear between the four samples around a point, as OpenCV's
 * {@code INTER_LINEAR}; beyond the frame it is black. Allocates nothing. One thread at a time.
 */
public final class FrameSampler {
    private static final int FRACTION = 32;

    private final PixelTensor tensor;
    private final boolean grey;
    private final int[] row;

    /** Into that tensor. */
    public FrameSampler(PixelTensor tensor) {
        this.tensor = tensor;
        this.grey = tensor.input().colours() == ImageInput.Colours.GREY;
        this.row = new int[tensor.input().width()];
    }

    /** Writes what the transform shows of the frame. */
    public void sample(Frame frame, PictureTransform transform) {
        tensor.begin();
        MemorySegment planes = frame.planes();
        int width = frame.width();
        int height = frame.height();
        long right = (long) width << FRACTION;
        long bottom = (long) height << FRACTION;
        long stepX = fixed(transform.frameX(1, 0) - transform.frameX(0, 0));
        long stepY = fixed(transform.frameY(1, 0) - transform.frameY(0, 0));
        for (int y = 0; y < tensor.input().height(); y++) {
            long frameX = fixed(transform.frameX(0.5, y + 0.5));
            long frameY = fixed(transform.frameY(0.5, y + 0.5));
            for (int x = 0; x < row.length; x++) {
                if (frameX < 0 || frameY < 0 || frameX >= right || frameY >= bottom) {
                    row[x] = 0;
                } else {
                    int luma = sample(planes, 0, width, height, frameX, frameY);
                    row[x] = grey
                            ? YuvColours.grey(luma)
                            : YuvColours.rgb(
                                    luma,
                                    sample(planes, frame.blueOffset(), width / 2, height / 2, frameX / 2, frameY / 2),
                                    sample(planes, frame.redOffset(), width / 2, height / 2, frameX / 2, frameY / 2));
                }
                frameX += stepX;
                frameY += stepY;
            }
            tensor.row(y, row);
        }
    }

    /** In 256ths of the plane's numbers. */
    private static int sample(MemorySegment planes, int offset, int width, int height, long planeX, long planeY) {
        long x = planeX - (1L << FRACTION - 1);
        long y = planeY - (1L << FRACTION - 1);
        int left = (int) (x >> FRACTION);
        int top = (int) (y >> FRACTION);
        int right = (int) (x >> FRACTION - 8) & 0xFF;
        int low = (int) (y >> FRACTION - 8) & 0xFF;
        int upper = offset + Math.max(top, 0) * width;
        int lower = offset + Math.min(top + 1, height - 1) * width;
        int first = Math.max(left, 0);
        int second = Math.min(left + 1, width - 1);
        int above = (256 - right) * value(planes, upper + first) + right * value(planes, upper + second);
        int below = (256 - right) * value(planes, lower + first) + right * value(planes, lower + second);
        return (256 - low) * above + low * below >> 8;
    }

    private static int value(MemorySegment planes, int at) {
        return Byte.toUnsignedInt(planes.get(ValueLayout.JAVA_BYTE, at));
    }

    private static long fixed(double pixels) {
        return Math.round(pixels * (1L << FRACTION));
    }
}
