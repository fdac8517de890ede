package dev.spotter.capture.labelling;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.ImuSource;
import dev.spotter.capture.Resampler;
import dev.spotter.observation.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One source at the desk: its samples since the last mark, the set under way, and what the last mark changed. Marks are
 * made one after the other and wait for the disk; samples never do.
 */
final class LabelledSource implements ImuListener {
    /** The label of what lies between two sets. */
    private static final String REST = "rest";

    /** At the ends of a rest the bar is taken and put back, which is no rest. */
    private static final Duration REST_MARGIN = Duration.ofSeconds(2);

    private static final int LONGEST_SAMPLES = 30 * 60 * Resampler.RATE_HZ;
    private static final int SHORTEST_SAMPLES = Resampler.RATE_HZ / 2;

    private final String name;
    private final LabellingPlan plan;
    private final SetArchive archive;
    private final DeskListener listener;
    private final Executor later;
    private final Object marks = new Object();

    // guarded by this
    private ImuSource source;
    private Take take = new Take();
    private OpenSet open;
    private String subject;
    private String restedBy;
    private Mark last;
    private boolean ended;
    private long samples;
    private long notFinite;
    private long lastNanos;
    private TimeBase timeBase;

    /**
     * What a mark changed.
     *
     * @param before the samples that it cut off
     * @param open the set that was under way, or {@code null}
     * @param restedBy who had done the set before, or {@code null}
     * @param recorded what was recorded for it
     */
    private record Mark(Take before, OpenSet open, String restedBy, List<Long> recorded) {}

    LabelledSource(String name, LabellingPlan plan, SetArchive archive, DeskListener listener, Executor later) {
        this.name = name;
        this.plan = plan;
        this.archive = archive;
        this.listener = listener;
        this.later = later;
        subject = plan.subject();
    }

    synchronized void of(ImuSource opened) {
        source = opened;
    }

    @Override
    public synchronized void sample(long timeNanos, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                // the times show that one is missing
                notFinite++;
                return;
            }
        }
        lastNanos = timeNanos;
        timeBase = source.timeBase();
        take.add(timeNanos, values, timeBase);
        samples++;
        if (take.size() >= LONGEST_SAMPLES) {
            overflow();
        }
    }

    /** A file stays small enough to be read again; what lies between sets for so long is no rest. */
    private void overflow() {
        Take full = take;
        take = new Take();
        last = null;
        restedBy = null;
        if (open != null) {
            OpenSet was = open;
            open = new OpenSet(was.label(), was.notes(), was.by(), timeBase.at(lastNanos), lastNanos);
            later.execute(() ->
                    listener.recorded(archive.add(name, full, was.label(), SetNotes.subject(was.subject()), was.by())));
        }
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        // the times in the file show it, and who reads the file finds it again
    }

    /** No more samples come; the set under way ends with the last one. */
    @Override
    public void end() {
        synchronized (marks) {
            Mark made = null;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                if (open != null) {
                    made = cut(Duration.ZERO);
                    open = null;
                }
                last = null;
            }
            if (made != null) {
                keep(made, null);
            }
        }
    }

    void begin(String label, SetNotes notes, Labeller by) {
        synchronized (marks) {
            Mark made;
            OpenSet begun;
            synchronized (this) {
                if (ended) {
                    throw new CaptureException(
                            "source-ended", null, "source '%s' has ended, there is nothing to record".formatted(name));
                }
                String who = notes.subject().orElse(subject);
                if (open != null && open.label().equals(label) && open.subject().equals(who)) {
                    // a command may come twice, and a key may bounce
                    open = open.with(notes);
                    return;
                }
                made = cut(plan.lead());
                begun = new OpenSet(
                        label,
                        notes.over(SetNotes.subject(who)),
                        by,
                        markTime(),
                        lastNanos - plan.lead().toNanos());
                open = begun;
                subject = who;
            }
            keep(made, begun.subject());
            listener.began(name, begun);
        }
    }

    private Instant markTime() {
        return timeBase == null ? Instant.now() : timeBase.at(lastNanos).minus(plan.lead());
    }

    LabelledSet end(SetNotes notes) {
        synchronized (marks) {
            Mark made;
            synchronized (this) {
                requireOpen();
                open = open.with(notes);
                subject = open.subject();
                made = cut(plan.lead());
                if (made.before.size() < SHORTEST_SAMPLES) {
                    Duration length = made.before.length();
                    made.before.append(take);
                    take = made.before;
                    open = null;
                    last = null;
                    restedBy = null;
                    throw new CaptureException(
                            "set-too-short",
                            null,
                            "the set on '%s' lasted %.2f s by its samples, which is no set; it is dropped"
                                    .formatted(name, length.toMillis() / 1000.0));
                }
                open = null;
                restedBy = made.open.subject();
            }
            LabelledSet recorded = keep(made, null).orElseThrow();
            if (archive.failure().isPresent()) {
                CaptureException why = archive.failure().get();
                throw new CaptureException(
                        why.code(),
                        null,
                        0,
                        "set %d waits in memory and is written as soon as that works: %s"
                                .formatted(recorded.id(), why.getMessage()),
                        why);
            }
            return recorded;
        }
    }

    private void requireOpen() {
        if (open == null) {
            throw new CaptureException("no-open-set", null, "no set is under way on '%s'".formatted(name));
        }
    }

    private Mark cut(Duration lead) {
        Take before = take;
        take = before.size() == 0 ? new Take() : before.cutAfter(before.lastNanos() - lead.toNanos());
        last = new Mark(before, open, restedBy, new ArrayList<>());
        return last;
    }

    /**
     * Records what a mark has ended.
     *
     * @param next who does the set that begins, or {@code null} where none does
     */
    private Optional<LabelledSet> keep(Mark made, String next) {
        OpenSet was = made.open;
        Take ended = made.before;
        String label = REST;
        SetNotes notes;
        Labeller by = Labeller.BETWEEN;
        if (was != null) {
            label = was.label();
            notes = was.notes();
            by = was.by();
        } else if (plan.rest() && next != null && next.equals(made.restedBy)) {
            ended = ended.within(REST_MARGIN);
            notes = SetNotes.subject(next);
        } else {
            return Optional.empty();
        }
        if (ended.size() < SHORTEST_SAMPLES) {
            return Optional.empty();
        }
        LabelledSet recorded = archive.add(name, ended, label, notes, by);
        made.recorded.add(recorded.id());
        listener.recorded(recorded);
        return Optional.of(recorded);
    }

    void undo() {
        synchronized (marks) {
            Mark mark;
            synchronized (this) {
                if (last == null) {
                    throw new CaptureException(
                            "nothing-to-undo", null, "there is no last mark on '%s' to undo".formatted(name));
                }
                mark = last;
            }
            for (long id : mark.recorded) {
                if (archive.has(id)) {
                    listener.removed(archive.remove(id));
                }
            }
            synchronized (this) {
                mark.before.append(take);
                take = mark.before;
                open = mark.open;
                restedBy = mark.restedBy;
                last = null;
            }
            listener.undone(name);
        }
    }

    /** Who does it from now on, the set under way too. */
    synchronized void subject(String who) {
        SetNotes notes = SetNotes.subject(who);
        subject = notes.subject().orElseThrow();
        if (open != null) {
            open = open.with(notes);
        }
    }

    /** Says more of the set under way, or else of the one before. */
    void amend(SetNotes notes) {
        synchronized (marks) {
            synchronized (this) {
                if (open != null) {
                    open = open.with(notes);
                    subject = open.subject();
                    return;
                }
            }
            long id = archive.list().stream()
                    .filter(set -> set.source().equals(name) && set.by() != Labeller.BETWEEN)
                    .findFirst()
                    .orElseThrow(() -> new CaptureException(
                            "no-set", null, "no set has been recorded on '%s' yet".formatted(name)))
                    .id();
            listener.amended(archive.amend(id, Optional.empty(), notes));
        }
    }

    /** A recorded set is gone: a mark that recorded it cannot be undone any more. */
    synchronized void removed(long id) {
        if (last != null && last.recorded.contains(id)) {
            last = null;
        }
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized long notFinite() {
        return notFinite;
    }

    synchronized DeskState.Source state() {
        return new DeskState.Source(
                name,
                subject,
                Optional.ofNullable(open),
                open == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, lastNanos - open.beganNanos())),
                samples,
                Optional.ofNullable(timeBase).map(base -> base.at(lastNanos)),
                ended,
                last != null);
    }
}
