package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The tensor of a picture, written row by row in colours of 8 bits. What a colour's value becomes in the tensor, by the
 * package's normalisation and the tensor's quantization, stands in a table. Writing allocates nothing.
 */
public final class PixelTensor {
    private static final int VALUES = 256;

    private final ImageInput input;
    private final TensorWriter writer;
    private final int colours;

    // by colour and value; one of them is filled, as the tensor's type is
    private final byte[] bytes;
    private final float[] floats;
    private final double[] others;

    // of the thread that writes now
    private MemorySegment data;

    /** @throws ModelException {@code wrong-tensor-shape} or {@code unsupported-tensor-type} */
    public PixelTensor(ImageInput input, TfLiteTensor tensor) {
        this(input, new TensorWriter(tensor).require(input));
    }

    PixelTensor(ImageInput input, TensorWriter writer) {
        this.input = input;
        this.writer = writer;
        this.colours = input.colours().count();
        boolean real = writer.tensor().type() == TensorType.FLOAT32;
        bytes = new byte[writer.bytes() ? colours * VALUES : 0];
        floats = new float[real ? colours * VALUES : 0];
        others = new double[writer.bytes() || real ? 0 : colours * VALUES];
        for (int colour = 0; colour < colours; colour++) {
            for (int value = 0; value < VALUES; value++) {
                int at = colour * VALUES + value;
                double normalised = value * input.normalisation().slope(colour)
                        + input.normalisation().offset(colour);
                if (writer.bytes()) {
                    bytes[at] = writer.steps().nearest(normalised);
                } else if (real) {
                    floats[at] = (float) normalised;
                } else {
                    others[at] = normalised;
                }
            }
        }
    }

    /** What the picture is. */
    public ImageInput input() {
        return input;
    }

    /** To be called by the thread that writes, before its first row: a tensor's memory is mapped for each thread apart. */
    public void begin() {
        writer.begin();
        data = writer.tensor().data();
    }

    /**
     * Writes a row.
     *
     * @param y counted from the top
     * @param pixels a pixel an element, from the left: red + 256 * green + 65536 * blue, or the grey value
     */
    public void row(int y, int[] pixels) {
        int width = input.width();
        int element = y * width * colours;
        for (int x = 0; x < width; x++) {
            int pixel = pixels[x];
            for (int colour = 0; colour < colours; colour++) {
                int at = colour * VALUES + (pixel >>> 8 * colour & 0xFF);
                if (bytes.length > 0) {
                    data.set(ValueLayout.JAVA_BYTE, element, bytes[at]);
                } else if (floats.length > 0) {
                    data.setAtIndex(ValueLayout.JAVA_FLOAT, element, floats[at]);
                } else {
                    writer.put(element, others[at]);
                }
                element++;
            }
        }
    }
}
