package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;

/** Sees the probation of the set that runs to its end, over restarts of the program, whatever else is wanted meanwhile. */
final class ProbationWatch {
    /** A set that was started so often without getting to the end of its probation is taken back at the next start. */
    static final int MOST_STARTS = 3;

    /** How often what was watched is written down: a restart costs no more of a probation. */
    private static final Duration NOTED = Duration.ofSeconds(10);

    /** Meanwhile it is looked at no more often, and no longer a time counts: a longer one was something else. */
    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

    private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path folder;
    private final DeviceSets sets;
    private final UpdateBook book;
    private Probation probation;
    private ProbationRecord record;
    private boolean watching;
    private long looked;

    ProbationWatch(Path folder, DeviceSets sets, UpdateBook book) {
        this.folder = folder;
        this.sets = sets;
        this.book = book;
        record = ProbationRecord.read(folder, sets.active().set());
    }

    /** Pipelines run here: what is on probation is watched. */
    void connect(Probation watch) {
        probation = watch;
        begin();
    }

    /** The program starts with the set; whether that was once too often. */
    boolean startsOnceTooOften() {
        note(record.startedAgain());
        return record.starts() > MOST_STARTS;
    }

    /** How often the program was started with it. */
    int starts() {
        return record.starts();
    }

    /**
     * A set is about to be activated; before it is, so that nothing of an earlier probation counts.
     *
     * @throws UpdateException where the disk cannot take it
     */
    void prepare(String set) {
        ProbationRecord next = ProbationRecord.of(set);
        next.write(folder);
        record = next;
    }

    /** Watches what runs, if it is on probation. */
    void begin() {
        if (probation == null || watching || !sets.active().onProbation()) {
            return;
        }
        watching = true;
        try {
            probation.begin(sets.folder(sets.refuge()));
        } catch (RuntimeException e) {
            book.notCompared("the set that ran before cannot run beside %s: %s"
                    .formatted(sets.active().set(), e.getMessage()));
        }
    }

    /** Watches no more, for now. */
    void end() {
        if (watching) {
            watching = false;
            book.notCompared(null);
            probation.end();
        }
    }

    /** It is being taken back: a start that comes before that is done takes it back as well. */
    void because(String code, String sentence) {
        note(record.because(code, sentence));
    }

    /** It is over. */
    void forget() {
        ProbationRecord.forget(folder);
    }

    /** Time has passed. */
    ProbationVerdict passed(Duration time) {
        if (!watching) {
            return new ProbationVerdict.GoesOn();
        }
        looked = System.nanoTime();
        Duration before = record.watched();
        ProbationRecord more = record.watched(before.plus(time));
        if (more.watched().dividedBy(NOTED) > before.dividedBy(NOTED)) {
            note(more);
        } else {
            record = more;
        }
        return probation.verdict(more.watched());
    }

    /** Whether it is over while something else keeps the thread that watches. */
    boolean endsMeanwhile() {
        long since = System.nanoTime() - looked;
        return watching
                && since >= LOOK_NANOS
                && !(passed(Duration.ofNanos(Math.min(since, MOST_NANOS))) instanceof ProbationVerdict.GoesOn);
    }

    private void note(ProbationRecord next) {
        record = next;
        try {
            next.write(folder);
        } catch (UpdateException full) {
            // a restart costs more of the probation
        }
    }
}
