package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a device makes, when it starts, of what an update left on its disk: after a kill or a loss of power at any moment
 * there is a complete set that runs.
 */
final class Recovery {
    /** A state of an update that does not run yet outlasts so many starts; a download may take some nights without power. */
    static final int MOST_STARTS_UNDER_WAY = 20;

    private final Path folder;
    private final DeviceSets sets;
    private final Journal journal;
    private final Wishes wishes;
    private final Instant now;

    Recovery(Path folder, DeviceSets sets, Journal journal, Wishes wishes, Instant now) {
        this.folder = folder;
        this.sets = sets;
        this.journal = journal;
        this.wishes = wishes;
        this.now = now;
    }

    /** Finds what runs, and where the update stands; both are on the disk then, unless it is full. */
    JournalEntry recover() {
        JournalEntry last = journal.read().orElse(JournalEntry.idle(now));
        ActiveSet active = sets.active();
        if (sets.damaged()) {
            wishes.forget();
            return back(
                    last,
                    SetManifest.SHIPPED,
                    "active-damaged",
                    "the file that says which set runs is damaged; what came with the program runs");
        }
        if (!sets.complete()) {
            wishes.forget(); // it was not refused: it is to be fetched again
            String refuge = sets.refuge();
            return back(
                    about(last, UpdateState.ROLLED_BACK),
                    refuge,
                    "set-damaged",
                    "the set %s is not complete on the disk any more, %s runs".formatted(active.set(), refuge));
        }
        return active.onProbation() ? onProbation(last) : settled(last);
    }

    /** Where the set that runs stands. */
    private JournalEntry about(JournalEntry last, UpdateState state) {
        String set = sets.active().set();
        return last.about(state, set, sets.store().manifestHash(set), now);
    }

    private JournalEntry onProbation(JournalEntry last) {
        String set = sets.active().set();
        ProbationRecord record = ProbationRecord.read(folder, set);
        if (record.code().isPresent()) {
            return back(
                    about(last, UpdateState.ROLLED_BACK),
                    sets.refuge(),
                    record.code().get(),
                    record.message().orElse("the set %s was being taken back".formatted(set)));
        }
        if (last.is(set) && last.state() == UpdateState.PROBATION) {
            return last;
        }
        return last.state().underWay() && !last.is(set) ? goesOn(last) : written(about(last, UpdateState.PROBATION));
    }

    private JournalEntry settled(JournalEntry last) {
        boolean runs = last.is(sets.active().set());
        return switch (last.state()) {
            case PROBATION -> runs ? written(about(last, UpdateState.COMMITTED)) : takenBack(last);
            case ACTIVATING -> runs ? written(about(last, UpdateState.COMMITTED)) : goesOn(last);
            case DOWNLOADING, VERIFYING, TRIAL -> goesOn(last);
            case IDLE, COMMITTED, FAILED, ROLLED_BACK -> last;
        };
    }

    /** It is gone on with, but not for ever where the program dies of it. */
    private JournalEntry goesOn(JournalEntry last) {
        JournalEntry again = last.startedAgain();
        return written(
                again.starts() <= MOST_STARTS_UNDER_WAY
                        ? again
                        : again.ended(
                                UpdateState.FAILED,
                                "update-restarts",
                                "the program was started %d times while it was at the state '%s' of the update to %s"
                                        .formatted(
                                                again.starts(),
                                                last.state().word(),
                                                last.set().orElse("a new set")),
                                now));
    }

    /** It was taken back, and only the journal had not heard of it. */
    private JournalEntry takenBack(JournalEntry last) {
        ProbationRecord record = ProbationRecord.read(folder, last.set().orElse(SetManifest.SHIPPED));
        JournalEntry ended = written(last.ended(
                UpdateState.ROLLED_BACK,
                record.code().orElse("rolled-back"),
                record.message().orElse("the set was taken back just before the program was stopped"),
                now));
        ProbationRecord.forget(folder);
        return ended;
    }

    private JournalEntry back(JournalEntry left, String to, String code, String sentence) {
        try {
            sets.run(sets.active().fallenBack(to));
        } catch (UpdateException full) {
            // it runs all the same; the next start finds it out again
        }
        return written(left.ended(UpdateState.ROLLED_BACK, code, sentence, now));
    }

    private JournalEntry written(JournalEntry entry) {
        try {
            journal.write(entry);
        } catch (UpdateException full) {
            // what it was written from is still there
        }
        return entry;
    }
}
