package dev.spotter.capture.labelling;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.RecordingFile;
import dev.spotter.capture.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recorded sets of a session. One that cannot be written waits in memory, with its samples, and is written as soon
 * as that works; when too many samples wait the oldest set is lost, and that is said.
 */
final class SetArchive {
    /** As many samples wait at most as two hours have: 12 MB. */
    private static final long MOST_WAITING = 2 * 60 * 60 * 50;

    /** A set, what it was written to, or the samples that wait to be. */
    private static final class Entry {
        private LabelledSet set;
        private Path file;
        private Take waiting;
    }

    private final RecordingWriter writer;
    private final List<Entry> entries = new ArrayList<>();
    private volatile List<LabelledSet> list = List.of();
    private volatile CaptureException failure;
    private long lastId;
    private int lost;

    SetArchive(RecordingWriter writer) {
        this.writer = writer;
    }

    /** Writes a set, or keeps it where that fails; {@link #failure} then says why. */
    synchronized LabelledSet add(String source, Take take, String label, SetNotes notes, Labeller by) {
        Entry entry = new Entry();
        entry.set = new LabelledSet(++lastId, source, label, notes, by, take.start(), take.length(), false);
        entry.waiting = take;
        entries.add(entry);
        forgetOldest();
        retry();
        return entry.set;
    }

    /** Why sets wait to be written, empty where none does. */
    Optional<CaptureException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Writes what waits. */
    synchronized void retry() {
        CaptureException first = null;
        for (Entry entry : entries) {
            if (entry.waiting != null && first == null) {
                try {
                    write(entry);
                } catch (CaptureException e) {
                    first = e;
                }
            }
        }
        failure = first;
        publish();
    }

    private void write(Entry entry) {
        RecordingFile file = writer.begin(entry.set.source(), entry.set.start());
        try (file) {
            entry.waiting.writeTo(file);
            file.finish(entry.set.description());
        } catch (CaptureException e) {
            removeHalf(file.path());
            throw e;
        }
        entry.file = file.path();
        entry.waiting = null;
        entry.set = entry.set.onDisk();
    }

    /** The samples are still here and will be written to another file. */
    private static void removeHalf(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // without a row in the index nobody reads it
        }
    }

    private void forgetOldest() {
        long waiting = entries.stream()
                .filter(entry -> entry.waiting != null)
                .mapToLong(entry -> entry.waiting.size())
                .sum();
        for (int i = 0; waiting > MOST_WAITING && i < entries.size() - 1; i++) {
            Entry entry = entries.get(i);
            if (entry.waiting != null) {
                waiting -= entry.waiting.size();
                entries.remove(i--);
                lost++;
            }
        }
    }

    /** @param label another label, or empty */
    synchronized LabelledSet amend(long id, Optional<String> label, SetNotes notes) {
        Entry entry = find(id);
        LabelledSet amended = entry.set.with(label.orElse(entry.set.label()), notes);
        if (entry.waiting == null) {
            writer.describe(entry.file, amended.description());
        }
        entry.set = amended;
        publish();
        return amended;
    }

    synchronized LabelledSet remove(long id) {
        Entry entry = find(id);
        if (entry.waiting == null) {
            writer.delete(entry.file);
        }
        entries.remove(entry);
        publish();
        return entry.set;
    }

    synchronized boolean has(long id) {
        return entries.stream().anyMatch(entry -> entry.set.id() == id);
    }

    private Entry find(long id) {
        return entries.stream()
                .filter(entry -> entry.set.id() == id)
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "unknown-set", null, "there is no set %d among those of this session".formatted(id)));
    }

    private void publish() {
        list = entries.reversed().stream().map(entry -> entry.set).toList();
    }

    /** All sets, newest first. */
    List<LabelledSet> list() {
        return list;
    }

    /** What is wrong now: a stable code, and a sentence. */
    synchronized Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        CaptureException why = failure;
        if (why != null) {
            List<Take> waiting = entries.stream()
                    .map(entry -> entry.waiting)
                    .filter(take -> take != null)
                    .toList();
            Duration length = waiting.stream().map(Take::length).reduce(Duration.ZERO, Duration::plus);
            problems.put(
                    why.code(),
                    "%d recorded sets (%d s) wait in memory to be written: %s"
                            .formatted(waiting.size(), length.toSeconds(), why.getMessage()));
        }
        if (lost > 0) {
            problems.put("sets-lost", "%d recorded sets are lost, as they could not be written".formatted(lost));
        }
        return problems;
    }
}
