package dev.spotter.model.sound;

import dev.spotter.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a WAV file (Microsoft's RIFF, "Multimedia Programming Interface and Data Specifications 1.0" and
 * WAVE_FORMAT_EXTENSIBLE): one channel, 16 bits or 32-bit floating point.
 */
public final class WavReader {
    private static final int PCM = 1;
    private static final int FLOATING_POINT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FORMAT_BYTES = 16;
    private static final int SUBFORMAT_AT = 24;
    private static final int MOST_HZ = 1_000_000;

    private WavReader() {}

    /** Whether a file says of itself that it is one. */
    public static boolean isWav(byte[] file) {
        return file.length >= 12
                && word(file, 0).equals("RIFF")
                && word(file, 8).equals("WAVE");
    }

    /**
     * Reads a file. Chunks that do not matter are passed over; a recording whose end is missing ends early.
     *
     * @param name how messages call it
     * @throws ModelException {@code sound-broken} or {@code sound-format}
     */
    public static Sound read(String name, byte[] file) {
        if (!isWav(file)) {
            throw broken(name, "it does not begin as one");
        }
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int formatAt = -1;
        for (int at = 12; at + 8 <= file.length; ) {
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            int begin = at + 8;
            switch (word(file, at)) {
                case "fmt " -> {
                    if (length < FORMAT_BYTES || begin + length > file.length) {
                        throw broken(name, "its format is cut off");
                    }
                    formatAt = begin;
                }
                case "data" -> {
                    if (formatAt < 0) {
                        throw broken(name, "its samples come before their format");
                    }
                    return sound(name, bytes, formatAt, begin, (int) Math.min(length, file.length - begin));
                }
                default -> {} // others may say who recorded it
            }
            long next = begin + length + (length & 1);
            if (next > file.length) {
                break;
            }
            at = (int) next;
        }
        throw broken(name, "it has no samples");
    }

    private static Sound sound(String name, ByteBuffer bytes, int formatAt, int begin, int length) {
        int kind = Short.toUnsignedInt(bytes.getShort(formatAt));
        int channels = Short.toUnsignedInt(bytes.getShort(formatAt + 2));
        int rateHz = bytes.getInt(formatAt + 4);
        int bits = Short.toUnsignedInt(bytes.getShort(formatAt + 14));
        if (kind == EXTENSIBLE && formatAt + SUBFORMAT_AT + 2 <= begin) {
            kind = Short.toUnsignedInt(bytes.getShort(formatAt + SUBFORMAT_AT));
        }
        boolean whole = kind == PCM && bits == 16;
        boolean floating = kind == FLOATING_POINT && bits == 32;
        if (channels != 1 || !whole && !floating || rateHz < 1 || rateHz > MOST_HZ) {
            throw new ModelException(
                    "sound-format",
                    "%s has %d channels of %d bits (format %d) at %d Hz; taken is one channel of 16 bits (format 1) or of 32-bit floating point (format 3), as `ffmpeg -i FILE -ac 1 -c:a pcm_s16le OUT.wav` writes it"
                            .formatted(name, channels, bits, kind, rateHz));
        }
        float[] samples = new float[length / (bits / 8)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = whole ? bytes.getShort(begin + 2 * i) / 32768f : bytes.getFloat(begin + 4 * i);
            if (!Float.isFinite(samples[i])) {
                throw broken(name, "its sample %d (counted from 0) is %s".formatted(i, samples[i]));
            }
        }
        return new Sound(rateHz, samples);
    }

    private static String word(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static ModelException broken(String name, String why) {
        return new ModelException("sound-broken", "%s is no right WAV file: %s".formatted(name, why));
    }
}
