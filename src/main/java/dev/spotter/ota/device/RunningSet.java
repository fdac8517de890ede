package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationVerdict;
import java.time.Duration;
import java.time.Instant;

/**
 * The set that runs: activated, watched, committed, taken back. The one step that counts is the replacement of
 * {@link ActiveSet}; what comes after it can be lost and is done again after a restart. Used by one thread.
 */
final class RunningSet {
    private final UpdateClock clock;
    private final DeviceSets sets;
    private final UpdateBook book;
    private final ProbationWatch watch;
    private Activation activation = Activation.NEXT_START;
    private boolean notSaved;

    RunningSet(UpdateClock clock, DeviceSets sets, UpdateBook book, ProbationWatch watch) {
        this.clock = clock;
        this.sets = sets;
        this.book = book;
        this.watch = watch;
    }

    /** Models are about to be opened here. */
    void starts() {
        if (onProbation() && watch.startsOnceTooOften()) {
            takeBack(
                    "probation-restarts",
                    "the program was started %d times without getting to the end of the probation of %s"
                            .formatted(watch.starts(), sets.active().set()));
        }
    }

    /** From now on pipelines run here, and what is on probation is watched. */
    void connect(Activation running, Probation probation) {
        activation = running;
        watch.connect(probation);
        goOnWatching();
        sweepRest();
    }

    /** What a sweep that was cut off has left. */
    private void sweepRest() {
        UpdateState state = book.entry().state();
        if (state == UpdateState.FAILED) {
            sets.forgetRefused();
        } else if (!onProbation() && !state.underWay()) {
            sets.sweep();
        }
    }

    /** A set that passed its trial runs from now on, on probation; where it cannot, what ran before does. */
    void activate(String set) {
        book.enter(book.entry().in(UpdateState.ACTIVATING, now()));
        watch.prepare(set);
        sets.activate(set);
        watch.end();
        try {
            activation.activate(set, sets.folder(set));
        } catch (RuntimeException refused) {
            takeBack(
                    refused instanceof UpdateException known ? known.code() : "activation-failed",
                    "the set %s cannot run here: %s".formatted(set, refused.getMessage()));
            return;
        }
        if (onProbation()) {
            book.mustEnter(book.entry().in(UpdateState.PROBATION, now()));
            watch.begin();
        } else {
            // it proved itself before the one that was on probation
            committed();
        }
    }

    /**
     * Nothing else is wanted any more than what runs.
     *
     * @param news whether somebody wants just that, so that what became of other sets does not matter any more
     */
    void settle(boolean news) {
        JournalEntry last = book.entry();
        boolean said = last.is(sets.active().set()) && last.code().isEmpty();
        if (last.state().underWay() || news && !said) {
            UpdateState runs = sets.active().isShipped() ? UpdateState.IDLE : UpdateState.COMMITTED;
            book.enter(about(onProbation() ? UpdateState.PROBATION : runs));
        }
        goOnWatching();
    }

    /** Whether a set runs that may still be taken back. */
    boolean onProbation() {
        return sets.active().onProbation();
    }

    /** A set on probation is watched, whatever became of other updates meanwhile. */
    void goOnWatching() {
        JournalEntry last = book.entry();
        boolean said =
                last.state() == UpdateState.PROBATION && last.is(sets.active().set());
        if (onProbation() && !said && !last.state().underWay()) {
            book.mustEnter(about(UpdateState.PROBATION));
        }
        watch.begin();
    }

    /** Time has passed: what is on probation is judged, what the disk could not take is written. */
    void passed(Duration time) {
        if (notSaved) {
            save();
        }
        switch (watch.passed(time)) {
            case ProbationVerdict.GoesOn() -> {}
            case ProbationVerdict.Committed() -> {
                sets.commit();
                watch.end();
                committed();
            }
            case ProbationVerdict.RolledBack(String code, String sentence) -> takeBack(code, sentence);
        }
    }

    /**
     * What is on probation is judged while something is being downloaded, too.
     *
     * @throws UpdateException {@code probation-ends}: the download goes on when what runs is committed or taken back
     */
    void requireNoVerdict() {
        if (watch.endsMeanwhile()) {
            throw new UpdateException(
                    "probation-ends",
                    "the probation of %s is over; the download goes on after that"
                            .formatted(sets.active().set()));
        }
    }

    private void committed() {
        JournalEntry last = book.entry();
        book.mustEnter(about(UpdateState.COMMITTED));
        watch.forget();
        if (last.state().underWay() && !last.is(sets.active().set())) {
            book.mustEnter(last); // another one is waited for
        } else {
            sets.sweep();
        }
    }

    /** What proved itself before runs again. */
    void takeBack(String code, String sentence) {
        if (onProbation()) {
            watch.because(code, sentence);
        }
        JournalEntry last = book.entry();
        boolean waits = last.state().underWay() && !last.is(sets.active().set());
        goTo(sets.refuge(), code, sentence);
        if (waits) {
            book.mustEnter(last);
        } else {
            sweep();
        }
    }

    /**
     * The set that ran before runs again, because somebody says so.
     *
     * @throws UpdateException {@code nothing-before}
     */
    void goBack() {
        String left = sets.active().set();
        String to = sets.before()
                .orElseThrow(() ->
                        new UpdateException("nothing-before", "no set ran before %s on this device".formatted(left)));
        goTo(to, "rolled-back-by-hand", "somebody had the device go back from %s to %s".formatted(left, to));
        sweep();
    }

    private void goTo(String set, String code, String sentence) {
        JournalEntry left = about(UpdateState.ROLLED_BACK);
        watch.end();
        try {
            sets.run(sets.active().fallenBack(set));
        } catch (UpdateException full) {
            notSaved = true;
        }
        String told = sentence;
        try {
            activation.activate(set, sets.folder(set));
        } catch (RuntimeException e) {
            told = "%s; and %s does not run before the program is started again: %s"
                    .formatted(sentence, set, e.getMessage());
        }
        book.mustEnter(left.ended(UpdateState.ROLLED_BACK, code, told, now()));
        if (!notSaved) {
            watch.forget();
        }
    }

    private void sweep() {
        if (!notSaved) {
            sets.sweep();
        }
    }

    private void save() {
        try {
            sets.run(sets.active());
            notSaved = false;
            book.note(book.entry());
            watch.forget();
        } catch (UpdateException full) {
            // the next time
        }
    }

    private JournalEntry about(UpdateState state) {
        String set = sets.active().set();
        return book.entry().about(state, set, sets.store().manifestHash(set), now());
    }

    private Instant now() {
        return clock.now();
    }
}
