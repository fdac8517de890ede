package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetDownload.Offered;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of an update, each of them on the disk before the next begins. Used by one thread.
 *
 * <p>Up to the trial nothing that runs is touched. The one step that counts is the replacement of {@link ActiveSet}; what
 * comes after it can be lost and is done again after a restart.
 */
final class UpdateSteps {
    /** What became of a request that did not fail. */
    enum Outcome {
        /** The same was wanted before, and acted on. */
        NOTHING_NEW,
        /** What is wanted runs already. */
        RUNS,
        /** Another set runs, or was tried to be run and taken back. */
        ACTED
    }

    private final Path folder;
    private final UpdateConfiguration configuration;
    private final UpdateConfiguration.Device device;
    private final SetTrial trial;
    private final UpdateClock clock;
    private final DeviceSets sets;
    private final UpdateBook book;
    private final Wishes wishes;
    private final ProbationWatch watch;

    private Activation activation = Activation.NEXT_START;
    private boolean begun;
    private boolean notSaved;

    UpdateSteps(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateClock clock,
            DeviceSets sets,
            UpdateBook book,
            Wishes wishes) {
        this.folder = folder;
        this.configuration = configuration;
        this.device = device;
        this.trial = trial;
        this.clock = clock;
        this.sets = sets;
        this.book = book;
        this.wishes = wishes;
        watch = new ProbationWatch(folder, sets, book);
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

    /**
     * Updates as far as the probation, which others see to the end of. The thread may be interrupted up to the activation.
     *
     * @param activates runs before the activation begins, which is not to be broken off
     * @throws UpdateException why not; what runs is as it was
     */
    Outcome update(UpdateRequest.Set request, Runnable activates) throws InterruptedException {
        begun = false;
        clock.passed();
        Offered offered;
        try (Repository repository =
                Repository.open(request.repository(), configuration, folder.resolve("metadata"), clock)) {
            SetDownload download = new SetDownload(repository.targets(), sets.objects(), configuration, device);
            String set = request.set().isPresent() ? request.set().get() : download.wanted();
            String hash = download.manifestHash(set);
            if (wishes.isMet(request.source(), set, hash)) {
                return Outcome.NOTHING_NEW;
            }
            if (sets.active().set().equals(set)
                    && sets.store().manifestHash(set).equals(Optional.of(hash))) {
                wishes.meet(request.source(), set, hash);
                settle();
                return Outcome.RUNS;
            }
            Optional<UpdateException> unfit = download.unfit(set);
            if (unfit.isPresent() && request.source() != Wishes.Source.HAND && wasUnfit(set, hash, unfit.get())) {
                return Outcome.NOTHING_NEW;
            }
            begin(request, set, hash, unfit);
            offered = fetch(download, set);
        }
        build(offered);
        String set = offered.manifest().set();
        book.enter(book.entry().in(UpdateState.TRIAL, now()));
        trial.tryOut(set, sets.store().folder(set), sets.folder(sets.active().set()));
        activates.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        activate(set);
        return Outcome.ACTED;
    }

    /** Whether the device has said so already; it is not met, because another version of the program may fit. */
    private boolean wasUnfit(String set, String hash, UpdateException why) {
        JournalEntry last = book.entry();
        return last.state() == UpdateState.FAILED
                && last.is(set)
                && last.manifest().equals(Optional.of(hash))
                && last.code().equals(Optional.of(why.code()));
    }

    private void begin(UpdateRequest.Set request, String set, String hash, Optional<UpdateException> unfit) {
        book.enter(book.entry().begun(request.repository(), set, hash, now()));
        begun = true;
        if (unfit.isPresent()) {
            throw unfit.get();
        }
        wishes.meet(request.source(), set, hash);
    }

    private Offered fetch(SetDownload download, String set) {
        Offered offered = download.offered(set);
        if (!sets.store().holds(offered.manifest(), offered.bytes())) {
            if (sets.kept().contains(set) && sets.store().complete(set)) {
                throw new UpdateException(
                        "set-reused",
                        "the device has a set %s with other content, which it may have to go back to; publish it under another name"
                                .formatted(set));
            }
            download.fetch(offered, sets.needed());
        }
        return offered;
    }

    private void build(Offered offered) {
        book.enter(book.entry().in(UpdateState.VERIFYING, now()));
        if (!sets.store().holds(offered.manifest(), offered.bytes())) {
            sets.store().build(offered.manifest(), offered.bytes(), sets.objects());
        }
    }

    private void activate(String set) {
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

    /** An update ended without another set, or is not wanted any more; what stands in the journal is what runs. */
    void settle() {
        if (book.entry().state().underWay()) {
            UpdateState runs = sets.active().isShipped() ? UpdateState.IDLE : UpdateState.COMMITTED;
            book.enter(about(onProbation() ? UpdateState.PROBATION : runs));
        }
        goOnWatching();
    }

    /** An update failed, what runs is as it was. */
    void failed(UpdateRequest.Set request, UpdateException why) {
        JournalEntry of = begun ? book.entry() : asked(request);
        book.mustEnter(of.ended(UpdateState.FAILED, why.code(), why.getMessage(), now()));
        sets.forgetRefused();
        goOnWatching();
    }

    /** An update failed by what may pass. */
    void waits(UpdateRequest.Set request, UpdateException why) {
        JournalEntry last = book.entry();
        JournalEntry of = begun ? last.in(UpdateState.DOWNLOADING, last.since()) : asked(request);
        book.mustEnter(of.because(why.code(), why.getMessage()));
    }

    /** What was asked for, before more is known of it than was known already. */
    private JournalEntry asked(UpdateRequest.Set request) {
        JournalEntry last = book.entry();
        boolean goesOn = last.state().underWay()
                && last.set().equals(request.set())
                && last.repository().equals(Optional.of(request.repository()));
        return goesOn
                ? last.in(UpdateState.DOWNLOADING, last.since())
                : JournalEntry.asked(request.repository(), request.set(), now());
    }

    /** Whether the last request got as far as its set. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether something is only said again; as far as that can be known without the repository. */
    boolean isSaidAgain(UpdateRequest.Set request) {
        return request.source() == Wishes.Source.CHANNEL || wishes.isMet(request.source(), request.set());
    }

    /** Whether a set runs that may still be taken back. */
    boolean onProbation() {
        return sets.active().onProbation();
    }

    /** A set on probation is watched, whatever became of other updates meanwhile. */
    private void goOnWatching() {
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
