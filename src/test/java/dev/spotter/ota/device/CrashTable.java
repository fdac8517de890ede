package dev.spotter.ota.device;

import dev.spotter.ota.device.CrashLane.Call;
import dev.spotter.ota.device.CrashLane.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign of crashes came to. For any thread. */
final class CrashTable {
    private static final class Row {
        private int calls;
        private final Map<How, Integer> points = new EnumMap<>(How.class);
        private int states;
        private int distinct;
        private int old;
        private int next;
        private int failures;

        private int points() {
            return points.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private final long seed;
    private final Map<String, Row> updates = new LinkedHashMap<>();
    private final Map<String, Row> kinds = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int notReached;

    CrashTable(long seed) {
        this.seed = seed;
    }

    /** An update makes so many calls that change its folder. */
    synchronized void add(String update, int calls) {
        updates.computeIfAbsent(update, _ -> new Row()).calls = calls;
    }

    synchronized void count(String update, Call call, How how) {
        rows(update, call).forEach(row -> row.points.merge(how, 1, Integer::sum));
    }

    /** A process got to its end before the call at which it was to be killed. */
    synchronized void notReached() {
        notReached++;
    }

    /** A disk as a crash left it: which set it says to run, and whether the same disk had been tried before. */
    synchronized void state(String update, Call call, boolean next, boolean again) {
        rows(update, call).forEach(row -> {
            row.states++;
            row.distinct += again ? 0 : 1;
            row.next += next ? 1 : 0;
            row.old += next ? 0 : 1;
        });
    }

    synchronized void failed(String update, Call call, String sentence) {
        rows(update, call).forEach(row -> row.failures++);
        failures.add(sentence);
    }

    private List<Row> rows(String update, Call call) {
        return List.of(
                updates.computeIfAbsent(update, _ -> new Row()), kinds.computeIfAbsent(call.kind(), _ -> new Row()));
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized int calls() {
        return updates.values().stream().mapToInt(row -> row.calls).sum();
    }

    synchronized int points() {
        return updates.values().stream().mapToInt(Row::points).sum();
    }

    synchronized int old() {
        return updates.values().stream().mapToInt(row -> row.old).sum();
    }

    synchronized int next() {
        return updates.values().stream().mapToInt(row -> row.next).sum();
    }

    /** Prints the tables and leaves them in a file. */
    synchronized void leave(Path file) throws IOException {
        int points = points();
        int states = updates.values().stream().mapToInt(row -> row.states).sum();
        int distinct = updates.values().stream().mapToInt(row -> row.distinct).sum();
        StringBuilder text = new StringBuilder();
        text.append("# %d crashes of an update, seed %d: %d disks looked at, %d of them different, %d failures%n"
                .formatted(points, seed, states, distinct, failures.size()));
        text.append("%nOf %d system calls that change the folder; %d times the one that was meant did not come.%n%n"
                .formatted(calls(), notReached));
        text.append("| update | calls | killed before | after | within a write | disk full from then on | once "
                + "| disks, power lost or not | old set | new set | failures |%n|---|%s%n"
                        .formatted("---|".repeat(10)));
        updates.forEach((name, row) -> text.append("| %s | %d | %s | %d | %d | %d | %d |%n"
                .formatted(
                        name,
                        row.calls,
                        String.join(
                                " | ",
                                List.of(How.values()).stream()
                                        .map(how -> Integer.toString(row.points.getOrDefault(how, 0)))
                                        .toList()),
                        row.states,
                        row.old,
                        row.next,
                        row.failures)));
        text.append(
                "%n| call | crashes | disks | old set | new set | failures |%n|---|---|---|---|---|---|%n".formatted());
        kinds.forEach((name, row) -> text.append("| %s | %d | %d | %d | %d | %d |%n"
                .formatted(name, row.points(), row.states, row.old, row.next, row.failures)));
        failures.forEach(failure -> text.append("%n- %s".formatted(failure)));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
    }
}
