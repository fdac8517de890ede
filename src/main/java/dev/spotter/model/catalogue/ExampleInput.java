package dev.spotter.model.catalogue;

import dev.spotter.model.ImageInput;
import dev.spotter.model.LogMelInput;
import dev.spotter.model.ModelInput;
import dev.spotter.model.VectorInput;
import dev.spotter.model.WindowInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.StringJoiner;

/**
 * An input that is the same on every device, for models that come without examples. It shows nothing; what a model answers
 * to it tells later whether the model, its file and the machine below it are still the same.
 *
 * @param suffix of the file
 * @param content of the file
 */
record ExampleInput(String suffix, byte[] content) {
    private static final int BMP_HEADER = 54;
    private static final int WAV_HEADER = 44;

    static ExampleInput of(ModelInput input) {
        return switch (input) {
            case ImageInput image -> new ExampleInput("bmp", picture(image.width(), image.height()));
            case LogMelInput sound ->
                new ExampleInput("wav", sound(sound.rateHz(), sound.fft() + sound.frames() * sound.hop()));
            case WindowInput window ->
                new ExampleInput("csv", table(window.channels().size(), window.samples()));
            case VectorInput vector -> new ExampleInput("csv", table(vector.length(), 1));
        };
    }

    /** Waves of colours, 24 bits, in the input's own size, so that no scaling has a part in the answer. */
    private static byte[] picture(int width, int height) {
        int row = (3 * width + 3) / 4 * 4;
        ByteBuffer bmp = ByteBuffer.allocate(BMP_HEADER + row * height).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(BMP_HEADER);
        bmp.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
        for (int y = 0; y < height; y++) {
            bmp.position(BMP_HEADER + y * row);
            for (int x = 0; x < width; x++) {
                bmp.put(wave(x, 3)).put(wave(y, 5)).put(wave(x + y, 7));
            }
        }
        return bmp.array();
    }

    /** A triangle wave between 0 and 255 in whole numbers, which every machine makes alike. */
    private static byte wave(int at, int steepness) {
        int saw = at * steepness % 510;
        return (byte) (saw < 256 ? saw : 510 - saw);
    }

    /** Noise of one channel, 16 bits; {@link Random} is the same everywhere. */
    private static byte[] sound(int rateHz, int samples) {
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(rateHz).putInt(2 * rateHz);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        Random noise = new Random(1);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (noise.nextInt(1 << 14) - (1 << 13)));
        }
        return wav.array();
    }

    private static byte[] table(int columns, int rows) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        Random noise = new Random(1);
        for (int row = 0; row < rows; row++) {
            StringJoiner line = new StringJoiner(",");
            for (int column = 0; column < columns; column++) {
                line.add(Float.toString(noise.nextInt(256) / 128f - 1));
            }
            lines.add(line.toString());
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
