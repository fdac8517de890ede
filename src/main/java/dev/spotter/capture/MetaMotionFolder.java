package dev.spotter.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds MetaMotion pairs in a folder and in the folders directly in it ({@code raw}, {@code form}).
 *
 * <p>A gyroscope's file belongs to the accelerometer's file of the same device, in the same folder, whose first sample
 * is nearest in time: the names of a pair may differ. What {@code reps-counted.csv} and {@code labels-checked.csv} say
 * is added where the folder has them.
 */
final class MetaMotionFolder {
    static final String COUNTS = "reps-counted.csv";
    static final String CHECKS = "labels-checked.csv";

    /** The sensors of a device start within half a second; its next recording is many seconds away. */
    private static final long FARTHEST_MILLIS = 2_000;

    private final Path folder;
    private final Problems problems;

    MetaMotionFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** A pair of files, and what is known of the set. */
    record Pair(
            MetaMotionFile accelerometer,
            MetaMotionFile gyroscope,
            Optional<RepetitionCount> count,
            Optional<String> doubt)
            implements Recordings.Found {
        long startMillis() {
            return Math.max(accelerometer.firstMillis(), gyroscope.firstMillis());
        }

        @Override
        public Recording read() {
            MetaMotionName name = accelerometer.name();
            Series acceleration = accelerometer.read(startMillis());
            Series rate = gyroscope.read(startMillis());
            if (Math.min(acceleration.lastNanos(), rate.lastNanos()) < 0) {
                throw new CaptureException(
                        "recording-clocks-apart",
                        accelerometer.path(),
                        "it ends before its gyroscope '%s' starts, or the other way round"
                                .formatted(gyroscope.path().getFileName()));
            }
            return new Recording(
                    name.set() + " " + name.startOfDay(),
                    name.subject(),
                    name.exercise(),
                    name.attributes(),
                    Instant.ofEpochMilli(startMillis()),
                    count,
                    doubt,
                    List.of(acceleration, rate));
        }
    }

    List<Pair> find() {
        Map<String, RepetitionCount> counts = counts();
        Map<String, String> doubts = doubts();
        List<Pair> pairs = new ArrayList<>();
        for (Path each : folders()) {
            pair(files(each), counts, doubts, pairs);
        }
        pairs.sort(Comparator.comparingLong(Pair::startMillis)
                .thenComparing(pair -> pair.accelerometer().path()));
        return pairs;
    }

    private void pair(
            List<MetaMotionFile> files,
            Map<String, RepetitionCount> counts,
            Map<String, String> doubts,
            List<Pair> pairs) {
        record Match(MetaMotionFile accelerometer, MetaMotionFile gyroscope) {
            long apart() {
                return Math.abs(accelerometer.firstMillis() - gyroscope.firstMillis());
            }
        }
        List<Match> matches = new ArrayList<>();
        for (MetaMotionFile accelerometer : files) {
            for (MetaMotionFile gyroscope : files) {
                Match match = new Match(accelerometer, gyroscope);
                if (!accelerometer.name().gyroscope()
                        && gyroscope.name().gyroscope()
                        && accelerometer.name().device().equals(gyroscope.name().device())
                        && match.apart() <= FARTHEST_MILLIS) {
                    matches.add(match);
                }
            }
        }
        matches.sort(Comparator.comparingLong(Match::apart));
        Set<MetaMotionFile> taken = new HashSet<>();
        for (Match match : matches) {
            if (taken.contains(match.accelerometer) || taken.contains(match.gyroscope)) {
                continue;
            }
            taken.add(match.accelerometer);
            taken.add(match.gyroscope);
            MetaMotionName name = match.accelerometer.name();
            String key = key(name.set(), name.startOfDay());
            pairs.add(new Pair(
                    match.accelerometer,
                    match.gyroscope,
                    Optional.ofNullable(counts.get(key)).or(name::nominalCount),
                    Optional.ofNullable(doubts.get(key))));
        }
        for (MetaMotionFile file : files) {
            if (!taken.contains(file)) {
                problems.add(new CaptureException(
                        "recording-pair-missing",
                        file.path(),
                        "there is no %s of device %s in this folder that starts within %d s of it"
                                .formatted(
                                        file.name().gyroscope() ? "accelerometer" : "gyroscope",
                                        file.name().device(),
                                        FARTHEST_MILLIS / 1000)));
            }
        }
    }

    private List<MetaMotionFile> files(Path in) {
        List<MetaMotionFile> files = new ArrayList<>();
        for (Path path : list(in)) {
            String fileName = path.getFileName().toString();
            if (!MetaMotionName.claims(fileName) || !Files.isRegularFile(path)) {
                continue;
            }
            try {
                MetaMotionName name = MetaMotionName.of(fileName)
                        .orElseThrow(() -> new CaptureException(
                                "recording-name-unknown",
                                path,
                                "the name has to be <subject>-<exercise>-<category><set>[-rpe<N>]_MetaWear_<start>"
                                        + "_<device>_Accelerometer|Gyroscope_<rate>Hz_<version>.csv"));
                files.add(MetaMotionFile.open(path, name));
            } catch (CaptureException bad) {
                problems.add(bad);
            }
        }
        return files;
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>(List.of(folder));
        list(folder).stream().filter(Files::isDirectory).forEach(folders::add);
        return folders;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new CaptureException("recordings-unreadable", folder, 0, "it cannot be listed: " + e.getMessage(), e);
        }
    }

    private Map<String, RepetitionCount> counts() {
        Map<String, RepetitionCount> counts = new HashMap<>();
        table(COUNTS, List.of("set", "start", "best", "least", "most"), (rows, column) -> {
            int least = rows.count(column.get("least"), "least");
            int best = rows.count(column.get("best"), "best");
            int most = rows.count(column.get("most"), "most");
            if (best < least || most < best) {
                throw rows.bad("recordings-index-bad", "a count has least <= best <= most");
            }
            counts.put(key(rows, column), new RepetitionCount(least, best, most, true));
        });
        return counts;
    }

    private Map<String, String> doubts() {
        Map<String, String> doubts = new HashMap<>();
        table(
                CHECKS,
                List.of("set", "start", "likely", "why"),
                (rows, column) -> doubts.put(
                        key(rows, column),
                        "likely %s: %s".formatted(rows.text(column.get("likely")), rows.text(column.get("why")))));
        return doubts;
    }

    private interface RowTaker {
        void take(CsvRows rows, Map<String, Integer> column);
    }

    /** Reads a table beside the recordings, if there is one; a row that is no good is left out and said. */
    private void table(String file, List<String> needed, RowTaker taker) {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return;
        }
        try (CsvRows rows = new CsvRows(path)) {
            List<String> header = rows.next();
            Map<String, Integer> column = new LinkedHashMap<>();
            for (int i = 0; header != null && i < header.size(); i++) {
                column.put(header.get(i), i);
            }
            if (!column.keySet().containsAll(needed)) {
                throw rows.bad(
                        "recordings-index-bad",
                        "the header is %s and has to hold %s".formatted(column.keySet(), needed));
            }
            int widest = needed.stream().mapToInt(column::get).max().orElseThrow();
            while (rows.next() != null) {
                if (rows.fields() <= widest) {
                    problems.add(rows.bad("recordings-index-bad", "a row has %d fields only".formatted(rows.fields())));
                    continue;
                }
                try {
                    taker.take(rows, column);
                } catch (CaptureException bad) {
                    problems.add(bad);
                }
            }
        } catch (CaptureException bad) {
            problems.add(bad);
        }
    }

    private static String key(CsvRows rows, Map<String, Integer> column) {
        return key(rows.text(column.get("set")), rows.text(column.get("start")));
    }

    private static String key(String set, String startOfDay) {
        return set + " " + startOfDay;
    }
}
