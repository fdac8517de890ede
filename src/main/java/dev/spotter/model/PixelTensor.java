package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tensor of a picture, written row by row in colours of 8 bits. What a colour's value becomes in the tensor, by the
 * package's normalisation and the tensor's quantization, stands in a table. Writing allocates nothing.
 */
public final class PixelTensor {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VALUES = 256;

    private final ImageInput input;
    private final TensorWriter writer;
    private final int colours;

    // by colour and value; that of the tensor's type is there, the others are null
    private final byte[] bytes;
    private final float[] floats;
    private final double[] others;

    // where the bytes are the values themselves but for some bits, those bits, once for each colour
    private final boolean values;
    private final int flipped;

    // a row on its way, with room behind it for a whole number that holds one colour only
    private final byte[] rowOfBytes;
    private final float[] rowOfFloats;

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
        double[] table = table(input);
        bytes = writer.bytes() ? new byte[table.length] : null;
        floats = real ? new float[table.length] : null;
        others = writer.bytes() || real ? null : table;
        for (int at = 0; at < table.length; at++) {
            if (bytes != null) {
                bytes[at] = writer.steps().nearest(table[at]);
            } else if (floats != null) {
                floats[at] = (float) table[at];
            }
        }
        values = bytes != null && holdsValues(bytes);
        flipped = values ? 0x01010101 * (bytes[0] & 0xFF) : 0;
        rowOfBytes = new byte[input.width() * colours + Integer.BYTES - 1];
        rowOfFloats = new float[floats == null ? 0 : input.width() * colours];
    }

    private static double[] table(ImageInput input) {
        double[] table = new double[input.colours().count() * VALUES];
        for (int at = 0; at < table.length; at++) {
            int colour = at / VALUES;
            table[at] = at % VALUES * input.normalisation().slope(colour)
                    + input.normalisation().offset(colour);
        }
        return table;
    }

    private static boolean holdsValues(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != (byte) (at ^ bytes[0])) {
                return false;
            }
        }
        return true;
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
        int elements = input.width() * colours;
        if (bytes != null) {
            if (values) {
                packValues(pixels);
            } else {
                packBytes(pixels);
            }
            MemorySegment.copy(rowOfBytes, 0, data, ValueLayout.JAVA_BYTE, (long) y * elements, elements);
        } else if (floats != null) {
            packFloats(pixels);
            MemorySegment.copy(
                    rowOfFloats, 0, data, ValueLayout.JAVA_FLOAT, (long) y * elements * Float.BYTES, elements);
        } else {
            for (int i = 0; i < elements; i++) {
                writer.put(y * elements + i, others[entry(pixels[i / colours], i % colours)]);
            }
        }
    }

    private static int entry(int pixel, int colour) {
        return colour * VALUES + (pixel >>> 8 * colour & 0xFF);
    }

    private void packValues(int[] pixels) {
        byte[] row = rowOfBytes;
        int flip = flipped;
        if (colours == 1) {
            for (int x = 0; x < input.width(); x++) {
                row[x] = (byte) (pixels[x] ^ flip);
            }
        } else {
            // the fourth byte of each is overwritten by the next
            for (int x = 0; x < input.width(); x++) {
                INTS.set(row, 3 * x, pixels[x] ^ flip);
            }
        }
    }

    private void packBytes(int[] pixels) {
        byte[] row = rowOfBytes;
        byte[] table = bytes;
        if (colours == 1) {
            for (int x = 0; x < input.width(); x++) {
                row[x] = table[entry(pixels[x], 0)];
            }
        } else {
            for (int x = 0; x < input.width(); x++) {
                row[3 * x] = table[entry(pixels[x], 0)];
                row[3 * x + 1] = table[entry(pixels[x], 1)];
                row[3 * x + 2] = table[entry(pixels[x], 2)];
            }
        }
    }

    private void packFloats(int[] pixels) {
        float[] row = rowOfFloats;
        float[] table = floats;
        if (colours == 1) {
            for (int x = 0; x < input.width(); x++) {
                row[x] = table[entry(pixels[x], 0)];
            }
        } else {
            for (int x = 0; x < input.width(); x++) {
                row[3 * x] = table[entry(pixels[x], 0)];
                row[3 * x + 1] = table[entry(pixels[x], 1)];
                row[3 * x + 2] = table[entry(pixels[x], 2)];
            }
        }
    }
}
