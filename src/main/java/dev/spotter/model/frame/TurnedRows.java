package dev.spotter.model.frame;

import dev.spotter.observation.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows of a tensor that lie askew in the frame. The rows of the frame that they cross are taken out of it once. */
final class TurnedRows {
    private static final VarHandle PAIRS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    // places in the frame are whole numbers of so small a part of a pixel
    private static final int FRACTION = 32;
    private static final int WEIGHT_SHIFT = FRACTION - 8;
    // to the middle of the sample whose number it then is, rounded to a 256th
    private static final long TO_MIDDLE = (1L << FRACTION - 1) - (1L << WEIGHT_SHIFT - 1);

    private PictureTransform transform;
    private long stepX;
    private long stepY;

    // valid for a frame
    private int width;
    private int height;
    private final Plane luma = new Plane();
    private final Plane blue = new Plane();
    private final Plane red = new Plane();

    /** What follows is of this frame under this transform. */
    void begin(Frame frame, PictureTransform transform) {
        this.transform = transform;
        width = frame.width();
        height = frame.height();
        stepX = fixed(transform.frameX(1, 0) - transform.frameX(0, 0));
        stepY = fixed(transform.frameY(1, 0) - transform.frameY(0, 0));
        double right = transform.tensorWidth();
        double bottom = transform.tensorHeight();
        double one = transform.frameY(0, 0);
        double two = transform.frameY(right, 0);
        double three = transform.frameY(0, bottom);
        double four = transform.frameY(right, bottom);
        double top = Math.min(Math.min(one, two), Math.min(three, four));
        double low = Math.max(Math.max(one, two), Math.max(three, four));
        luma.take(frame, 0, width, height, top, low);
        blue.take(frame, frame.blueOffset(), width / 2, height / 2, top / 2, low / 2);
        red.take(frame, frame.redOffset(), width / 2, height / 2, top / 2, low / 2);
    }

    /** Fills a row. */
    void fill(int y, YuvRow row) {
        long frameX = fixed(transform.frameX(0.5, y + 0.5));
        long frameY = fixed(transform.frameY(0.5, y + 0.5));
        long right = (long) width << FRACTION;
        long bottom = (long) height << FRACTION;
        for (int x = 0; x < row.luma().length; x++) {
            if (frameX < 0 || frameY < 0 || frameX >= right || frameY >= bottom) {
                row.luma()[x] = YuvRow.BLACK;
                row.chroma()[x] = YuvRow.COLOURLESS;
            } else {
                row.luma()[x] = luma.at(frameX, frameY);
                row.chroma()[x] = blue.at(frameX / 2, frameY / 2) | red.at(frameX / 2, frameY / 2) << 16;
            }
            frameX += stepX;
            frameY += stepY;
        }
    }

    private static long fixed(double pixels) {
        return Math.round(pixels * (1L << FRACTION));
    }

    /** Some rows of a plane. */
    private static final class Plane {
        private byte[] bytes = {};
        private int width;
        private int height;
        private int firstRow;

        /** Takes all that is read for points between two heights, in samples of the plane. */
        void take(Frame frame, int offset, int width, int height, double top, double low) {
            this.width = width;
            this.height = height;
            firstRow = (int) Math.clamp(Math.floor(top) - 1, 0, height - 1);
            int rows = (int) Math.clamp(Math.ceil(low) + 1, firstRow + 1, height) - firstRow;
            // room for the pair of the last sample
            if (bytes.length < rows * width + 1) {
                bytes = new byte[height * width + 1];
            }
            MemorySegment.copy(
                    frame.planes(), ValueLayout.JAVA_BYTE, offset + firstRow * width, bytes, 0, rows * width);
        }

        /** What is at a point, in 256ths. */
        int at(long planeX, long planeY) {
            long x = Math.max(planeX - TO_MIDDLE, 0);
            long y = Math.max(planeY - TO_MIDDLE, 0);
            int left = (int) (x >> FRACTION);
            int top = (int) (y >> FRACTION);
            // beyond the middle of the last sample there is nothing but that
            int right = left == width - 1 ? 0 : (int) (x >> WEIGHT_SHIFT) & 0xFF;
            int upper = (top - firstRow) * width + left;
            int lower = top == height - 1 ? upper : upper + width;
            int above = blend((short) PAIRS.get(bytes, upper), right);
            int below = blend((short) PAIRS.get(bytes, lower), right);
            return (above << 8) + (below - above) * ((int) (y >> WEIGHT_SHIFT) & 0xFF) >> 8;
        }

        private static int blend(int pair, int weight) {
            int left = pair & 0xFF;
            return (left << 8) + ((pair >>> 8 & 0xFF) - left) * weight;
        }
    }
}
