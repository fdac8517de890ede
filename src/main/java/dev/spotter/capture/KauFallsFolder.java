package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the recordings of jasonkau's fall-detection-dataset-IMU as CSV: {@code fall-….csv} and {@code adl-….csv}, in
 * milli-g and degrees per second, whatever their description says. They have no times: the cadence of their steps fits
 * {@value #RATE_HZ} Hz. Where the sensor was worn nobody says.
 */
final class KauFallsFolder {
    private static final Pattern NAME = Pattern.compile("(fall|adl)-(.+)\\.csv");
    private static final List<String> COLUMNS = List.of(
            "index",
            "accel_svm_mg",
            "ax_mg",
            "ay_mg",
            "az_mg",
            "gx_dps",
            "gy_dps",
            "gz_dps",
            "gyro_svm_dps",
            "incl_x_deg",
            "incl_y_deg",
            "incl_z_deg");
    private static final int FIRST_COLUMN = 2;
    private static final int CHANNELS = 6;
    private static final long RATE_HZ = 100;
    private static final double G_PER_MILLI_G = 1e-3;

    private final Path folder;

    KauFallsFolder(Path folder) {
        this.folder = folder;
    }

    static boolean claims(Path folder) {
        return list(folder).stream()
                .anyMatch(file -> NAME.matcher(file.getFileName().toString()).matches());
    }

    /** One file. */
    record Single(Path file, boolean fall, String activity) implements Recordings.Found {
        @Override
        public Recording read() {
            try (CsvRows rows = new CsvRows(file)) {
                List<String> header = rows.next();
                if (header == null || !header.equals(COLUMNS)) {
                    throw rows.bad(
                            "recording-header-unknown",
                            "the header is '%s' and has to be '%s'"
                                    .formatted(
                                            header == null ? "" : String.join(",", header), String.join(",", COLUMNS)));
                }
                SeriesBuilder series = new SeriesBuilder(rows, 0, CHANNELS);
                for (long sample = 0; rows.next() != null; sample++) {
                    if (rows.fields() != COLUMNS.size()) {
                        throw rows.bad(
                                "recording-row-bad",
                                "a row has to have %d fields and has %d".formatted(COLUMNS.size(), rows.fields()));
                    }
                    series.add(sample * 1_000_000_000L / RATE_HZ, FIRST_COLUMN, G_PER_MILLI_G);
                }
                if (series.isEmpty()) {
                    throw new CaptureException("recording-empty", file, "it has a header and no sample");
                }
                return new Recording(
                        (fall ? "fall-" : "adl-") + activity,
                        "unknown",
                        fall ? Recording.FALL : Recording.OTHER,
                        Map.of("activity", activity),
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(series.build(0)));
            }
        }
    }

    List<Single> find() {
        List<Single> found = new ArrayList<>();
        for (Path file : list(folder)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                found.add(new Single(file, name.group(1).equals("fall"), name.group(2)));
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new CaptureException("recordings-unreadable", folder, 0, "it cannot be listed: " + e.getMessage(), e);
        }
    }
}
