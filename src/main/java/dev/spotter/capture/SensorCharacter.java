package dev.spotter.capture;

import java.util.Arrays;

/**
 * What one sensor's signal is like, every {@value #EVERY_SECONDS} s: level and spread of each of its channels over the
 * {@value #WINDOW_SECONDS} s around, standardised over the session. Outliers are clipped first.
 */
final class SensorCharacter {
    static final double EVERY_SECONDS = 0.2;

    private static final double GRID_SECONDS = 0.04;
    private static final int WINDOW = 60;
    private static final double WINDOW_SECONDS = 2.4;
    private static final int HOP = 5;
    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    private static final double LEAST_SPREAD = 0.05;
    private static final double FARTHEST = 3;

    private final double[][] columns;
    private final double[] seconds;
    private final double[][] sums;
    private final double[] squares;

    /**
     * @param filedSeconds times of the session's rows, growing from 0
     * @param rows the values of all sensors
     * @param firstChannel the sensor's first one
     * @param channels how many it has
     */
    SensorCharacter(double[] filedSeconds, float[][] rows, int firstChannel, int channels) {
        int grid = (int) Math.ceil(filedSeconds[filedSeconds.length - 1] / GRID_SECONDS);
        int count = grid <= WINDOW ? 0 : (grid - WINDOW + HOP - 1) / HOP;
        seconds = new double[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = (WINDOW + i * HOP - WINDOW / 2.0) * GRID_SECONDS;
        }
        columns = new double[2 * channels][];
        for (int channel = 0; channel < channels && count > 0; channel++) {
            double[] signal = clipped(onGrid(filedSeconds, rows, firstChannel + channel, grid));
            describe(signal, channel, channels);
        }
        sums = new double[count + 1][columns.length];
        squares = new double[count + 1];
        for (int i = 0; i < count; i++) {
            squares[i + 1] = squares[i];
            for (int column = 0; column < columns.length; column++) {
                double value = columns[column][i];
                sums[i + 1][column] = sums[i][column] + value;
                squares[i + 1] += value * value;
            }
        }
    }

    /** How many descriptions there are. */
    int length() {
        return seconds.length;
    }

    /** How many numbers a description has. */
    int width() {
        return columns.length;
    }

    /** The time of a description, the middle of what it looks at. */
    double seconds(int description) {
        return seconds[description];
    }

    /** The first description that is not before a time. */
    int at(double time) {
        int found = Arrays.binarySearch(seconds, time);
        return found >= 0 ? found : -found - 1;
    }

    /** How much the descriptions of a stretch differ: the sum of their squared distances from their mean. */
    double unlikeness(int from, int to) {
        double unlikeness = squares[to] - squares[from];
        for (int column = 0; column < columns.length; column++) {
            double sum = sums[to][column] - sums[from][column];
            unlikeness -= sum * sum / (to - from);
        }
        return unlikeness;
    }

    private static double[] onGrid(double[] times, float[][] rows, int channel, int grid) {
        double[] signal = new double[grid];
        int left = 0;
        for (int i = 0; i < grid; i++) {
            double instant = i * GRID_SECONDS;
            while (left + 2 < times.length && times[left + 1] <= instant) {
                left++;
            }
            double share = (instant - times[left]) / (times[left + 1] - times[left]);
            signal[i] = rows[left][channel] + share * (rows[left + 1][channel] - rows[left][channel]);
        }
        return signal;
    }

    private static double[] clipped(double[] signal) {
        double[] sorted = signal.clone();
        Arrays.sort(sorted);
        double low = quantile(sorted, LOW);
        double high = quantile(sorted, HIGH);
        return Arrays.stream(signal).map(value -> Math.clamp(value, low, high)).toArray();
    }

    private void describe(double[] signal, int channel, int channels) {
        double[] level = new double[seconds.length];
        double[] spread = new double[seconds.length];
        double whole = deviation(signal, 0, signal.length);
        for (int i = 0; i < seconds.length; i++) {
            level[i] = mean(signal, i * HOP, i * HOP + WINDOW);
            spread[i] = Math.log(deviation(signal, i * HOP, i * HOP + WINDOW) + LEAST_SPREAD * whole + 1e-9);
        }
        columns[channel] = standardised(level);
        columns[channels + channel] = standardised(spread);
    }

    private static double[] standardised(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double middle = quantile(sorted, 0.5);
        double deviation = Math.max(deviation(values, 0, values.length), 1e-9);
        return Arrays.stream(values)
                .map(value -> Math.clamp((value - middle) / deviation, -FARTHEST, FARTHEST))
                .toArray();
    }

    /** Linear between ranks. */
    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double deviation(double[] values, int from, int to) {
        double mean = mean(values, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(sum / (to - from));
    }
}
