package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a device makes, when it starts, of what an update left on its disk: after a kill or a loss of power at any moment
 * there is a complete set that runs.
 */
final class Recovery {
    /** A set that was started so often without getting to the end of its probation is taken back. */
    static final int MOST_STARTS = 3;

    /** The same for one state of an update that does not run yet; a download may outlast some nights without power. */
    static final int MOST_STARTS_UNDER_WAY = 20;

    private final DeviceSets sets;
    private final Journal journal;
    private final Instant now;

    Recovery(DeviceSets sets, Journal journal, Instant now) {
        this.sets = sets;
        this.journal = journal;
        this.now = now;
    }

    /** Finds what runs, and where the update stands; both are on the disk then, unless it is full. */
    JournalEntry recover() {
        JournalEntry last = journal.read().orElse(JournalEntry.idle(now));
        ActiveSet active = sets.active();
        if (sets.damaged()) {
            return back(
                    SetManifest.SHIPPED,
                    last,
                    "active-damaged",
                    "the file that says which set runs is damaged; what came with the program runs");
        }
        if (!sets.complete()) {
            String refuge = sets.refuge();
            return back(
                    refuge,
                    of(active, last),
                    "set-damaged",
                    "the set %s is not complete on the disk any more, %s runs".formatted(active.set(), refuge));
        }
        if (active.onProbation()) {
            return onProbation(active, of(active, last));
        }
        return switch (last.state()) {
            case PROBATION -> last.set().equals(Optional.of(active.set())) ? kept(last) : takenBack(last);
            case ACTIVATING -> last.set().equals(Optional.of(active.set())) ? kept(last) : goesOn(last);
            case DOWNLOADING, VERIFYING, TRIAL -> goesOn(last);
            case IDLE, COMMITTED, FAILED, ROLLED_BACK -> last;
        };
    }

    /** The entry of the set that runs, where the journal holds another one's. */
    private JournalEntry of(ActiveSet active, JournalEntry last) {
        boolean same = last.set().equals(Optional.of(active.set()))
                && (last.state() == UpdateState.PROBATION || last.state() == UpdateState.ACTIVATING);
        return same
                ? last
                : JournalEntry.onProbation(
                        active.set(), sets.store().manifestHash(active.set()), last.repository(), now);
    }

    private JournalEntry onProbation(ActiveSet active, JournalEntry of) {
        if (of.state() == UpdateState.PROBATION && of.code().isPresent()) {
            return back(sets.refuge(), of, of.code().get(), of.message().orElse(""));
        }
        JournalEntry begun = of.state() == UpdateState.PROBATION ? of : of.in(UpdateState.PROBATION, now);
        JournalEntry again = begun.startedAgain();
        if (again.starts() > MOST_STARTS) {
            String refuge = sets.refuge();
            return back(
                    refuge,
                    again,
                    "probation-restarts",
                    "the program was started %d times without getting to the end of the probation of %s; %s runs"
                            .formatted(again.starts(), active.set(), refuge));
        }
        return written(again);
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

    /** It was committed, and only the journal had not heard of it. */
    private JournalEntry kept(JournalEntry last) {
        return written(last.in(UpdateState.COMMITTED, now));
    }

    /** It was taken back, and only the journal had not heard of it. */
    private JournalEntry takenBack(JournalEntry last) {
        return written(last.ended(
                UpdateState.ROLLED_BACK,
                last.code().orElse("rolled-back"),
                last.message().orElse("the set was taken back before the program was stopped"),
                now));
    }

    private JournalEntry back(String to, JournalEntry last, String code, String sentence) {
        try {
            sets.run(sets.active().fallenBack(to));
        } catch (UpdateException full) {
            // it runs all the same; the next start finds it out again
        }
        return written(last.ended(UpdateState.ROLLED_BACK, code, sentence, now));
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
