package dev.spotter.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What the C API does not tell of a model, read from its file: a FlatBuffer of TensorFlow Lite's schema 3. Only of bytes that
 * TensorFlow Lite's verifier let pass, so every reference is good.
 */
final class ModelFile {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // where the schema counts these fields
    private static final int MODEL_GRAPHS = 2;
    private static final int GRAPH_TENSORS = 0;
    private static final int TENSOR_IS_VARIABLE = 5;

    private static final int ABSENT = 0;

    private final MemorySegment bytes;

    ModelFile(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /** Whether any tensor of any graph keeps its data from one inference to the next. */
    boolean hasVariables() {
        long graphs = vector(follow(0), MODEL_GRAPHS);
        for (int graph = 0; graph < length(graphs); graph++) {
            long tensors = vector(element(graphs, graph), GRAPH_TENSORS);
            for (int tensor = 0; tensor < length(tensors); tensor++) {
                long flag = field(element(tensors, tensor), TENSOR_IS_VARIABLE);
                if (flag != ABSENT && bytes.get(ValueLayout.JAVA_BYTE, flag) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where a table has that field. */
    private long field(long table, int number) {
        long fields = table - bytes.get(INT, table);
        int at = Integer.BYTES + Short.BYTES * number;
        if (at >= Short.toUnsignedInt(bytes.get(SHORT, fields))) {
            return ABSENT;
        }
        int offset = Short.toUnsignedInt(bytes.get(SHORT, fields + at));
        return offset == 0 ? ABSENT : table + offset;
    }

    private long vector(long table, int number) {
        long reference = field(table, number);
        return reference == ABSENT ? ABSENT : follow(reference);
    }

    private int length(long vector) {
        return vector == ABSENT ? 0 : bytes.get(INT, vector);
    }

    private long element(long vector, int index) {
        return follow(vector + Integer.BYTES * (1L + index));
    }

    private long follow(long reference) {
        return reference + Integer.toUnsignedLong(bytes.get(INT, reference));
    }
}
