package dev.spotter.model.trial;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages files at random: single bits, single bytes, and blocks that are overwritten, copied, cut out or put in. */
final class Mutator {
    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    byte[] mutate(byte[] file) {
        byte[] copy = file.clone();
        return switch (random.nextInt(3)) {
            case 0 -> bits(copy);
            case 1 -> bytes(copy);
            default -> block(copy);
        };
    }

    private byte[] bits(byte[] file) {
        for (int i = 1 + random.nextInt(16); i > 0; i--) {
            file[place(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    private byte[] bytes(byte[] file) {
        byte[] edges = {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE};
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            file[place(file.length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : edges[random.nextInt(edges.length)];
        }
        return file;
    }

    private byte[] block(byte[] file) {
        int length = 1 + random.nextInt(random.nextBoolean() ? 16 : Math.max(1, file.length / 4));
        int at = random.nextInt(Math.max(1, file.length - length));
        int end = Math.min(file.length, at + length);
        switch (random.nextInt(5)) {
            case 0 -> Arrays.fill(file, at, end, (byte) 0);
            case 1 -> Arrays.fill(file, at, end, (byte) -1);
            case 2 -> {
                byte[] noise = new byte[end - at];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, file, at, noise.length);
            }
            case 3 -> System.arraycopy(file.clone(), random.nextInt(file.length - (end - at)), file, at, end - at);
            default -> {
                byte[] shorter = Arrays.copyOf(file, file.length - (end - at));
                System.arraycopy(file, end, shorter, at, file.length - end);
                return shorter;
            }
        }
        return file;
    }

    /** Every second time at either end, where a model has its tables; else anywhere. */
    private int place(int length) {
        int edge = Math.min(length, 4096);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(edge);
            case 1 -> length - 1 - random.nextInt(edge);
            default -> random.nextInt(length);
        };
    }
}
