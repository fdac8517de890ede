package dev.spotter.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes small TensorFlow Lite models for tests: graphs that no public model has, such as one with a tensor of every type.
 *
 * <p>Only as much of the FlatBuffers format as that needs: tables, strings and vectors, each written before what it refers to.
 */
public final class FlatModel {
    private static final int TABLE_ALIGNMENT = 8;
    private static final int CUSTOM = 32;
    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    private FlatModel() {}

    /** Fields by their number in the schema; absent ones are null. */
    public record Table(Object... fields) {}

    /** A tensor. {@code type} is the number in the file's schema, which is not the one of the C API. */
    public static Table tensor(String name, int type, int[] shape, Table quantization) {
        return new Table(shape, (byte) type, 0, name, quantization);
    }

    public static Table quantization(float[] scales, long[] zeroPoints, int axis) {
        return new Table(null, null, scales, zeroPoints, null, null, axis);
    }

    public static Table operator(int code, int[] inputs, int[] outputs) {
        return new Table(code, inputs, outputs);
    }

    /** An operator that is known by its name, with its options as FlexBuffers. */
    public static Table custom(String name) {
        return new Table((byte) CUSTOM, name, 1, CUSTOM);
    }

    public static Table customOperator(int code, int[] inputs, int[] outputs, byte[] options) {
        return new Table(code, inputs, outputs, null, null, options);
    }

    public static Table builtin(int code) {
        return new Table((byte) code, null, 1, code);
    }

    /** A model of one graph. */
    public static byte[] model(
            List<Table> codes, List<Table> tensors, int[] inputs, int[] outputs, List<Table> operators) {
        Table graph = new Table(tensors, inputs, outputs, operators, "main");
        Table emptyBuffer = new Table();
        return new FlatModel().write(new Table(3, codes, List.of(graph), "for a test", List.of(emptyBuffer)));
    }

    /** A model of several graphs without an operator, each with these tensors, of which the first is input and output. */
    public static byte[] passThrough(List<List<Table>> graphs) {
        List<Table> tables = graphs.stream()
                .map(tensors -> new Table(tensors, new int[] {0}, new int[] {0}, List.of(), "graph"))
                .toList();
        return new FlatModel().write(new Table(3, List.of(), tables, "for a test", List.of(new Table())));
    }

    private byte[] write(Table root) {
        out.putInt(0).put(IDENTIFIER);
        out.putInt(0, write((Object) root));
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    /** Writes it where the buffer stands, and gives back where that is. */
    private int write(Object what) {
        return switch (what) {
            case Table table -> table(table);
            case String text -> text(text);
            case byte[] values -> {
                int at = vector(values.length, 1);
                out.put(values);
                yield at;
            }
            case int[] values -> {
                int at = vector(values.length, Integer.BYTES);
                for (int value : values) {
                    out.putInt(value);
                }
                yield at;
            }
            case long[] values -> {
                int at = vector(values.length, Long.BYTES);
                for (long value : values) {
                    out.putLong(value);
                }
                yield at;
            }
            case float[] values -> {
                int at = vector(values.length, Float.BYTES);
                for (float value : values) {
                    out.putFloat(value);
                }
                yield at;
            }
            case List<?> tables -> tables(tables);
            default -> throw new IllegalArgumentException("cannot write " + what.getClass());
        };
    }

    private int table(Table table) {
        Object[] fields = table.fields();
        align(TABLE_ALIGNMENT);
        int vtable = out.position();
        out.position(vtable + 4 + 2 * fields.length);
        align(TABLE_ALIGNMENT);
        int at = out.position();
        out.putInt(at - vtable);
        List<Integer> references = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            Object field = fields[i];
            if (field == null) {
                continue;
            }
            align(field instanceof Byte ? 1 : Integer.BYTES);
            out.putShort(vtable + 4 + 2 * i, (short) (out.position() - at));
            switch (field) {
                case Byte value -> out.put(value);
                case Integer value -> out.putInt(value);
                default -> {
                    references.add(i);
                    out.putInt(0);
                }
            }
        }
        out.putShort(vtable, (short) (4 + 2 * fields.length));
        out.putShort(vtable + 2, (short) (out.position() - at));
        for (int i : references) {
            int from = at + out.getShort(vtable + 4 + 2 * i);
            out.putInt(from, write(fields[i]) - from);
        }
        return at;
    }

    private int tables(List<?> tables) {
        int at = vector(tables.size(), Integer.BYTES);
        int first = out.position();
        out.position(first + Integer.BYTES * tables.size());
        for (int i = 0; i < tables.size(); i++) {
            int from = first + Integer.BYTES * i;
            out.putInt(from, write(tables.get(i)) - from);
        }
        return at;
    }

    private int text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = vector(bytes.length, 1);
        out.put(bytes).put((byte) 0);
        return at;
    }

    private int vector(int length, int elementBytes) {
        align(Integer.BYTES);
        while ((out.position() + Integer.BYTES) % elementBytes != 0) {
            out.put((byte) 0);
        }
        int at = out.position();
        out.putInt(length);
        return at;
    }

    private void align(int alignment) {
        while (out.position() % alignment != 0) {
            out.put((byte) 0);
        }
    }
}
