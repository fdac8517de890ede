package dev.spotter.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes a map of whole numbers, truths and real numbers as FlexBuffers, every element of four bytes. */
public final class FlexMap {
    private static final int WIDTH = 4;
    private static final int WIDTH_CODE = 2;
    private static final int INTEGER = 1;
    private static final int REAL = 3;
    private static final int MAP = 9;
    private static final int TRUTH = 26;

    private FlexMap() {}

    /** @param values Integer, Float or Boolean by their keys */
    public static byte[] write(Map<String, Object> values) {
        TreeMap<String, Object> sorted = new TreeMap<>(values);
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        int[] keys = new int[sorted.size()];
        int next = 0;
        for (String key : sorted.keySet()) {
            keys[next++] = out.position();
            out.put(key.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }
        while (out.position() % WIDTH != 0) {
            out.put((byte) 0);
        }
        out.putInt(keys.length);
        int keysAt = out.position();
        for (int key : keys) {
            out.putInt(out.position() - key);
        }
        out.putInt(out.position() - keysAt).putInt(WIDTH).putInt(keys.length);
        int mapAt = out.position();
        for (Object value : sorted.values()) {
            switch (value) {
                case Integer number -> out.putInt(number);
                case Float number -> out.putFloat(number);
                case Boolean truth -> out.putInt(truth ? 1 : 0);
                default -> throw new IllegalArgumentException("cannot write " + value.getClass());
            }
        }
        for (Object value : sorted.values()) {
            out.put(packed(value instanceof Integer ? INTEGER : value instanceof Float ? REAL : TRUTH));
        }
        while (out.position() % WIDTH != 0) {
            out.put((byte) 0);
        }
        out.putInt(out.position() - mapAt).put(packed(MAP)).put((byte) WIDTH);
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static byte packed(int type) {
        return (byte) (type << 2 | WIDTH_CODE);
    }
}
