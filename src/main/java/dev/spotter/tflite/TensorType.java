package dev.spotter.tflite;

/** The element types of TensorFlow Lite (its enumeration {@code TfLiteType}). */
public enum TensorType {
    NONE(0, 0),
    FLOAT32(1, 32),
    INT32(2, 32),
    UINT8(3, 8),
    INT64(4, 64),
    /** Of variable size: a count, offsets, then the bytes. */
    STRING(5, 0),
    BOOL(6, 8),
    INT16(7, 16),
    /** Real and imaginary part, each a float32. */
    COMPLEX64(8, 64),
    INT8(9, 8),
    FLOAT16(10, 16),
    FLOAT64(11, 64),
    COMPLEX128(12, 128),
    UINT64(13, 64),
    /** A handle to a resource inside the interpreter; its bytes mean nothing outside. */
    RESOURCE(14, 0),
    /** An object inside the interpreter; its bytes mean nothing outside. */
    VARIANT(15, 0),
    UINT32(16, 32),
    UINT16(17, 16),
    /** Two to a byte, the first in the low half. */
    INT4(18, 4),
    BFLOAT16(19, 16),
    /** A type that a newer TensorFlow Lite has and this enumeration does not. */
    UNKNOWN(-1, 0);

    private static final TensorType[] BY_CODE = byCode();

    private final int code;
    private final int bits;

    TensorType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The number in {@code TfLiteType}. */
    public int code() {
        return code;
    }

    /** Bits per element; 0 where elements have no fixed size. */
    public int bits() {
        return bits;
    }

    /** The type with that number, {@link #UNKNOWN} if there is none. */
    public static TensorType of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }

    private static TensorType[] byCode() {
        TensorType[] types = new TensorType[values().length - 1];
        for (TensorType type : values()) {
            if (type.code >= 0) {
                types[type.code] = type;
            }
        }
        return types;
    }
}
