package dev.spotter.tflite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.List;

/**
 * Every shape of call that this room makes into native code, or takes from it.
 *
 * <p>The native image generates code for exactly the shapes that its metadata lists; a test compares that list with this one. So no binding
 * makes a descriptor of its own.
 */
public final class ForeignSignatures {
    /** {@code TfLiteXNNPackDelegateOptions} of 2.21: 56 bytes, returned by a hidden pointer. */
    static final StructLayout XNNPACK_OPTIONS = MemoryLayout.structLayout(
            JAVA_INT.withName("num_threads"),
            JAVA_INT.withName("runtime_flags"),
            JAVA_INT.withName("flags"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("weights_cache"),
            JAVA_LONG.withName("handle_variable_ops"),
            ADDRESS.withName("weight_cache_file_path"),
            JAVA_INT.withName("weight_cache_file_descriptor"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("weight_cache_provider"));

    /** {@code TfLiteQuantization}: what kind, and where its parameters are. */
    static final StructLayout QUANTIZATION = MemoryLayout.structLayout(
            JAVA_INT.withName("type"), MemoryLayout.paddingLayout(4), ADDRESS.withName("params"));

    static final FunctionDescriptor POINTER = FunctionDescriptor.of(ADDRESS);
    static final FunctionDescriptor POINTER_INT = FunctionDescriptor.of(ADDRESS, JAVA_INT);
    static final FunctionDescriptor POINTER_POINTER = FunctionDescriptor.of(ADDRESS, ADDRESS);
    static final FunctionDescriptor POINTER_POINTER_INT = FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT);
    static final FunctionDescriptor POINTER_POINTER_POINTER = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);
    static final FunctionDescriptor POINTER_SIZE_SIZE = FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG);
    static final FunctionDescriptor POINTER_POINTER_SIZE_POINTER_POINTER =
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final FunctionDescriptor POINTER_POINTER_POINTER_SIZE_POINTER =
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final FunctionDescriptor INT_POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    static final FunctionDescriptor INT_POINTER_INT = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    static final FunctionDescriptor INT_POINTER_INT_POINTER_INT =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    static final FunctionDescriptor INT_POINTER_SIZE_POINTER_POINTER =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final FunctionDescriptor SIZE_POINTER = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    static final FunctionDescriptor VOID_POINTER = FunctionDescriptor.ofVoid(ADDRESS);
    static final FunctionDescriptor VOID_POINTER_INT = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT);
    static final FunctionDescriptor VOID_POINTER_POINTER = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
    static final FunctionDescriptor VOID_POINTER_POINTER_POINTER = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS);
    static final FunctionDescriptor XNNPACK_OPTIONS_DEFAULT = FunctionDescriptor.of(XNNPACK_OPTIONS);
    static final FunctionDescriptor QUANTIZATION_POINTER = FunctionDescriptor.of(QUANTIZATION, ADDRESS);

    private ForeignSignatures() {}

    /** Calls from Java into native code. */
    public static List<FunctionDescriptor> downcalls() {
        return List.of(
                POINTER,
                POINTER_INT,
                POINTER_POINTER,
                POINTER_POINTER_INT,
                POINTER_POINTER_POINTER,
                POINTER_SIZE_SIZE,
                POINTER_POINTER_SIZE_POINTER_POINTER,
                POINTER_POINTER_POINTER_SIZE_POINTER,
                INT_POINTER,
                INT_POINTER_INT,
                INT_POINTER_INT_POINTER_INT,
                INT_POINTER_SIZE_POINTER_POINTER,
                SIZE_POINTER,
                VOID_POINTER,
                VOID_POINTER_INT,
                VOID_POINTER_POINTER,
                VOID_POINTER_POINTER_POINTER,
                XNNPACK_OPTIONS_DEFAULT,
                QUANTIZATION_POINTER);
    }

    /** Calls from native code into Java: TensorFlow Lite's error reporter, and a plugin's. */
    public static List<FunctionDescriptor> upcalls() {
        return List.of(VOID_POINTER_POINTER_POINTER, VOID_POINTER);
    }
}
