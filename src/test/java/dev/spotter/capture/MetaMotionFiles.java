package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes small MetaMotion pairs, with values that a test can foresee. */
final class MetaMotionFiles {
    static final String ACCELEROMETER_HEADER = "epoch (ms),time (01:00),elapsed (s),x-axis (g),y-axis (g),z-axis (g)";
    static final String GYROSCOPE_HEADER =
            "epoch (ms),time (01:00),elapsed (s),x-axis (deg/s),y-axis (deg/s),z-axis (deg/s)";
    static final String DEVICE = "C42732BE255C";

    private MetaMotionFiles() {}

    /** A pair of 12.5 and 25 Hz whose values grow linearly with time. */
    static void pair(Path folder, String set, String start, long firstMillis, long gyroscopeFirstMillis)
            throws IOException {
        write(folder, set, start, "Accelerometer", rows(firstMillis, 80, 50, 1e-3));
        write(folder, set, start, "Gyroscope", rows(gyroscopeFirstMillis, 40, 100, 1));
    }

    static String rows(long firstMillis, int stepMillis, int count, double slope) {
        StringBuilder rows = new StringBuilder(slope < 1 ? ACCELEROMETER_HEADER : GYROSCOPE_HEADER).append('\n');
        for (int i = 0; i < count; i++) {
            long millis = firstMillis + (long) i * stepMillis;
            double value = millis % 10_000 * slope / 10;
            rows.append(String.format(
                    Locale.ROOT,
                    "%d,x,%.3f,%.4f,%.4f,%.4f%n",
                    millis,
                    i * stepMillis / 1000.0,
                    value,
                    -value,
                    value / 2));
        }
        return rows.toString();
    }

    static Path write(Path folder, String set, String start, String sensor, String content) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(
                folder.resolve("%s_MetaWear_%s_%s_%s_%sHz_1.4.4.csv"
                        .formatted(set, start, DEVICE, sensor, sensor.startsWith("A") ? "12.500" : "25.000")),
                content);
    }
}
