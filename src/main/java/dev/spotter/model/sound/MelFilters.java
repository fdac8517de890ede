package dev.spotter.model.sound;

/**
 * Triangles over the frequencies of a spectrum, evenly spaced on the mel scale of Slaney's Auditory Toolbox (1998): linear
 * below 1 kHz, logarithmic above; each has the area 1 over frequency. They are those of librosa's {@code filters.mel}.
 */
final class MelFilters {
    private static final double HZ_A_MEL = 200.0 / 3;
    private static final double BEND_HZ = 1000;
    private static final double BEND_MEL = BEND_HZ / HZ_A_MEL;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    // of each filter: the first frequency that it weighs, and its weights
    private final int[] first;
    private final double[][] weights;

    /**
     * @param count of filters
     * @param fromHz where the first one begins
     * @param toHz where the last one ends
     * @param frequencies of the spectrum
     * @param stepHz between one frequency and the next
     */
    MelFilters(int count, double fromHz, double toHz, int frequencies, double stepHz) {
        first = new int[count];
        weights = new double[count][];
        double[] corners = new double[count + 2];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = hz(mel(fromHz) + (mel(toHz) - mel(fromHz)) * i / (count + 1));
        }
        for (int filter = 0; filter < count; filter++) {
            double low = corners[filter];
            double top = corners[filter + 1];
            double high = corners[filter + 2];
            int begin = Math.clamp((long) Math.ceil(low / stepHz), 0, frequencies);
            int end = Math.clamp((long) Math.floor(high / stepHz) + 1, begin, frequencies);
            first[filter] = begin;
            weights[filter] = new double[end - begin];
            for (int i = begin; i < end; i++) {
                double hz = i * stepHz;
                double height = Math.min((hz - low) / (top - low), (high - hz) / (high - top));
                weights[filter][i - begin] = Math.max(0, height) * 2 / (high - low);
            }
        }
    }

    /** The energy that one filter lets through. */
    double energy(int filter, double[] spectrum) {
        double sum = 0;
        for (int i = 0; i < weights[filter].length; i++) {
            sum += weights[filter][i] * spectrum[first[filter] + i];
        }
        return sum;
    }

    private static double mel(double hz) {
        return hz < BEND_HZ ? hz / HZ_A_MEL : BEND_MEL + Math.log(hz / BEND_HZ) / LOG_STEP;
    }

    private static double hz(double mel) {
        return mel < BEND_MEL ? mel * HZ_A_MEL : BEND_HZ * Math.exp((mel - BEND_MEL) * LOG_STEP);
    }
}
