package dev.spotter.capture.labelling;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.RecordingWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one place that knows which set is under way on each source that is recorded, whoever marks it: key, command or
 * page. A mark counts from the newest sample that has come (less the plan's lead). A set is on the disk, and in the index, when its end returns; where it could not be
 * written it waits in memory, and the failure says so.
 *
 * <p>All methods can be called from any thread. Failures are {@link CaptureException}s with the codes {@code
 * unknown-source}, {@code unknown-label}, {@code no-open-set}, {@code set-too-short}, {@code source-ended}, {@code
 * nothing-to-undo}, {@code unknown-set}, {@code no-set}, {@code subject-bad}, {@code repetitions-bad}, {@code rpe-bad},
 * and those of the disk: {@code disk-full}, {@code folder-not-writable}, {@code recording-unwritable}.
 */
public final class LabellingDesk implements AutoCloseable {
    private static final long RETRY_SECONDS = 5;

    private final LabellingPlan plan;
    private final DeskListener listener;
    private final SetArchive archive;
    private final Map<String, LabelledSource> sources = new LinkedHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("record-writer").daemon().factory());

    /** @param writer where the sets go */
    public LabellingDesk(RecordingWriter writer, LabellingPlan plan, DeskListener listener) {
        this.plan = plan;
        this.listener = listener;
        archive = new SetArchive(writer);
        plan.sources().forEach(name -> sources.put(name, new LabelledSource(name, plan, archive, listener, later)));
        later.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    private void retry() {
        if (archive.failure().isPresent()) {
            archive.retry();
        }
    }

    /**
     * What takes the samples of a source of the plan; its end is to be called however the source ends.
     *
     * @throws CaptureException {@code source-without-pace} if nobody could follow it
     */
    public ImuListener listen(ImuSource source) {
        RecordingWriter.requireRecordable(source);
        if (!source.paced()) {
            throw new CaptureException(
                    "source-without-pace",
                    null,
                    "source '%s' goes at speed max, which nobody can label by hand; give it a speed such as 1"
                            .formatted(source.name()));
        }
        LabelledSource labelled = source(source.name());
        labelled.of(source);
        return labelled;
    }

    /** What can be labelled. */
    public LabellingPlan plan() {
        return plan;
    }

    /**
     * A set begins, and the one under way ends. The label and subject that are under way already only take the notes.
     */
    public void begin(String source, String label, SetNotes notes, Labeller by) {
        LabelledSource labelled = source(source);
        requireLabel(label);
        labelled.begin(label, notes, by);
    }

    /** The set under way ends. */
    public LabelledSet end(String source, SetNotes notes) {
        return source(source).end(notes);
    }

    /** The last mark, begin or end, does not count: what it ended goes on. Only the last one can be undone. */
    public void undo(String source) {
        source(source).undo();
    }

    /** Who does the set under way and those after it. */
    public void subject(String source, String name) {
        source(source).subject(name);
    }

    /** Says more of the set under way, or of the last one. */
    public void amend(String source, SetNotes notes) {
        source(source).amend(notes);
    }

    /**
     * Says something else of a recorded set.
     *
     * @param label another label, or empty
     */
    public LabelledSet amend(long id, Optional<String> label, SetNotes notes) {
        label.ifPresent(this::requireLabel);
        LabelledSet amended = archive.amend(id, label, notes);
        listener.amended(amended);
        return amended;
    }

    /** Throws a recorded set away. */
    public void delete(long id) {
        LabelledSet removed = archive.remove(id);
        sources.values().forEach(source -> source.removed(id));
        listener.removed(removed);
    }

    private void requireLabel(String label) {
        if (!plan.labels().contains(label)) {
            throw new CaptureException(
                    "unknown-label",
                    null,
                    "there is no label '%s'; there are %s".formatted(label, String.join(", ", plan.labels())));
        }
    }

    private LabelledSource source(String name) {
        LabelledSource source = sources.get(name);
        if (source == null) {
            throw new CaptureException(
                    "unknown-source",
                    null,
                    "source '%s' is not being recorded; recorded are %s"
                            .formatted(name, String.join(", ", plan.sources())));
        }
        return source;
    }

    /** Everything at one moment. */
    public DeskState state() {
        return new DeskState(
                plan.labels(),
                sources.values().stream().map(LabelledSource::state).toList(),
                archive.list());
    }

    /** Whether every source has ended. */
    public boolean ended() {
        return sources.values().stream().allMatch(LabelledSource::ended);
    }

    /** What is wrong now: a stable code, and a sentence. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>(archive.problems());
        List<String> bad = sources.entrySet().stream()
                .filter(source -> source.getValue().notFinite() > 0)
                .map(source -> "%d samples of '%s'".formatted(source.getValue().notFinite(), source.getKey()))
                .toList();
        if (!bad.isEmpty()) {
            problems.put("recording-number-bad", String.join(", ", bad) + " were no finite numbers and are left out");
        }
        return problems;
    }

    /** Ends the sets under way with their last samples, and writes what still waits. */
    @Override
    public void close() {
        sources.values().forEach(LabelledSource::end);
        later.shutdown();
        try {
            later.awaitTermination(Duration.ofSeconds(RETRY_SECONDS).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        retry();
    }
}
