package dev.spotter.lifting;

import java.util.Arrays;

/** Medians of a few numbers, without allocating. */
final class Median {
    private final double[] values = new double[Rises.CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    void add(double value) {
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** The median, the greater of the middle two where the number is even; NaN of nothing. */
    double upper() {
        return at(size / 2);
    }

    /** The median, the smaller of the middle two where the number is even; NaN of nothing. */
    double lower() {
        return at((size - 1) / 2);
    }

    private double at(int rank) {
        if (size == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, size);
        return values[rank];
    }
}
