package dev.spotter.model.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files for tests, right and wrong ones. */
public final class WavFiles {
    private WavFiles() {}

    /** One channel of 16 bits. */
    public static byte[] pcm(int rateHz, short... samples) {
        ByteBuffer data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            data.putShort(sample);
        }
        return riff(format(1, 1, rateHz, 16), chunk("data", data.array()));
    }

    static byte[] format(int kind, int channels, int rateHz, int bits) {
        return chunk(
                "fmt ",
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) kind)
                        .putShort((short) channels)
                        .putInt(rateHz)
                        .putInt(rateHz * channels * bits / 8)
                        .putShort((short) (channels * bits / 8))
                        .putShort((short) bits)
                        .array());
    }

    static byte[] chunk(String word, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(word.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(content.length)
                .put(content)
                .array();
    }

    static byte[] riff(byte[]... chunks) {
        int length = 0;
        for (byte[] chunk : chunks) {
            length += chunk.length;
        }
        ByteBuffer file = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4 + length)
                .put("WAVE".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }

    /** A triangle wave in noise, each in whole numbers, so that any language makes the very same one. */
    public static short[] triangleInNoise(int count) {
        short[] samples = new short[count];
        long x = 1;
        for (int n = 0; n < count; n++) {
            x = (1664525 * x + 1013904223) % (1L << 32);
            int triangle = Math.abs(n * 1760 % 64000 - 32000) - 16000;
            samples[n] = (short) (Math.floorDiv((int) (x >> 16) - 32768, 8) + Math.floorDiv(triangle, 4));
        }
        return samples;
    }
}
