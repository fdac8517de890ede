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
    /** How often what was watched is written down: a restart costs no more of a probation. */
    private static final Duration NOTED = Duration.ofSeconds(10);

    private final Path folder;
    private final UpdateConfiguration configuration;
    private final UpdateConfiguration.Device device;
    private final SetTrial trial;
    private final UpdateClock clock;
    private final DeviceSets sets;
    private final UpdateBook book;
    private final Wishes wishes;

    private Activation activation = Activation.NEXT_START;
    private Probation probation;
    private boolean watching;
    private boolean notSaved;

    UpdateSteps(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateClock clock,
            DeviceSets sets,
            UpdateBook book) {
        this.folder = folder;
        this.configuration = configuration;
        this.device = device;
        this.trial = trial;
        this.clock = clock;
        this.sets = sets;
        this.book = book;
        wishes = new Wishes(folder);
    }

    /** From now on pipelines run here, and what is on probation is watched. */
    void connect(Activation running, Probation watch) {
        activation = running;
        probation = watch;
        goOnWatching();
        sweepRest();
    }

    /** What a sweep that was cut off has left. */
    private void sweepRest() {
        UpdateState state = book.entry().state();
        if (onProbation() || state.underWay()) {
            return;
        }
        if (state == UpdateState.FAILED) {
            sets.forgetRefused();
            return;
        }
        try {
            sets.sweep();
        } catch (UpdateException e) {
            book.asked(e);
        }
    }

    /**
     * Updates as far as the probation, which others see to the end of.
     *
     * @throws UpdateException why not; what runs is as it was
     */
    void update(UpdateRequest.Set request) throws InterruptedException {
        Optional<Offered> fetched = fetch(request);
        if (fetched.isEmpty()) {
            settle();
            return;
        }
        Offered offered = fetched.get();
        String set = offered.manifest().set();
        book.enter(book.entry().in(UpdateState.VERIFYING, now()));
        if (!sets.store().holds(offered.manifest(), offered.bytes())) {
            sets.store().build(offered.manifest(), offered.bytes(), sets.objects());
        }
        book.enter(book.entry().in(UpdateState.TRIAL, now()));
        trial.tryOut(set, sets.store().folder(set), sets.folder(sets.active().set()));
        activate(set);
    }

    /** Brings a set's files; empty where it runs already, or where nobody wants anything new. */
    private Optional<Offered> fetch(UpdateRequest.Set request) {
        clock.passed();
        try (Repository repository =
                Repository.open(request.repository(), configuration, folder.resolve("metadata"), clock)) {
            SetDownload download = new SetDownload(repository.targets(), sets.objects(), configuration, device);
            String set = request.set().isPresent() ? request.set().get() : download.wanted();
            String hash = download.manifestHash(set);
            boolean runs = sets.active().set().equals(set)
                    && sets.store().manifestHash(set).equals(Optional.of(hash));
            if (wishes.isMet(request.source(), set, hash)) {
                return Optional.empty();
            }
            if (runs) {
                wishes.meet(request.source(), set, hash);
                return Optional.empty();
            }
            book.enter(
                    JournalEntry.begun(request.repository(), set, hash, now()).after(book.entry()));
            wishes.meet(request.source(), set, hash);
            Offered offered = download.offered(set);
            if (!sets.store().holds(offered.manifest(), offered.bytes())) {
                requireNew(set);
                download.fetch(offered, sets.needed());
            }
            return Optional.of(offered);
        }
    }

    /** A set that is kept is never replaced by another one of its name. */
    private void requireNew(String set) {
        if (sets.kept().contains(set) && sets.store().complete(set)) {
            throw new UpdateException(
                    "set-reused",
                    "the device has a set %s with other content, which it may have to go back to; publish it under another name"
                            .formatted(set));
        }
    }

    private void activate(String set) {
        book.enter(book.entry().in(UpdateState.ACTIVATING, now()));
        endWatching();
        sets.activate(set);
        try {
            activation.activate(set, sets.folder(set));
        } catch (RuntimeException refused) {
            takeBack(
                    refused instanceof UpdateException known ? known.code() : "activation-failed",
                    "the set %s cannot run here: %s".formatted(set, refused.getMessage()));
            return;
        }
        book.mustEnter(book.entry().in(UpdateState.PROBATION, now()));
        goOnWatching();
    }

    /** An update ended without another set; what stands in the journal is what runs. */
    private void settle() {
        if (book.entry().state().underWay()) {
            JournalEntry last = book.entry();
            book.enter(new JournalEntry(
                    sets.active().isShipped() ? UpdateState.IDLE : UpdateState.COMMITTED,
                    last.set(),
                    last.repository(),
                    last.manifest(),
                    Optional.empty(),
                    Optional.empty(),
                    now(),
                    0,
                    Duration.ZERO));
        }
        goOnWatching();
    }

    /** An update failed, what runs is as it was. */
    void failed(UpdateRequest.Set request, UpdateException why) {
        JournalEntry last = book.entry();
        JournalEntry begun =
                last.state().underWay() ? last : JournalEntry.asked(request.repository(), request.set(), now());
        book.mustEnter(begun.ended(UpdateState.FAILED, why.code(), why.getMessage(), now()));
        sets.forgetRefused();
        goOnWatching();
    }

    /** An update failed by what may pass. */
    void waits(UpdateRequest.Set request, UpdateException why) {
        JournalEntry last = book.entry();
        JournalEntry begun = last.state().underWay()
                ? last.in(UpdateState.DOWNLOADING, last.since())
                : JournalEntry.asked(request.repository(), request.set(), now());
        book.mustEnter(begun.because(why.code(), why.getMessage()));
    }

    /** Whether a set runs that may still be taken back. */
    boolean onProbation() {
        return sets.active().onProbation();
    }

    /** A set on probation is watched, whatever became of other updates meanwhile. */
    private void goOnWatching() {
        if (!onProbation()) {
            return;
        }
        String set = sets.active().set();
        JournalEntry last = book.entry();
        if (last.state() != UpdateState.PROBATION || !last.set().equals(Optional.of(set))) {
            book.mustEnter(JournalEntry.onProbation(set, sets.store().manifestHash(set), last.repository(), now()));
        }
        if (probation != null && !watching) {
            watching = true;
            try {
                probation.begin(sets.folder(sets.refuge()));
            } catch (RuntimeException e) {
                book.notCompared("the set that ran before cannot run beside %s: %s".formatted(set, e.getMessage()));
            }
        }
    }

    private void endWatching() {
        if (watching) {
            watching = false;
            book.notCompared(null);
            probation.end();
        }
    }

    /** Time has passed: what is on probation is judged, what the disk could not take is written. */
    void passed(Duration time) {
        if (notSaved) {
            save();
        }
        if (!watching || book.entry().state() != UpdateState.PROBATION) {
            return;
        }
        Duration before = book.entry().watched();
        Duration watched = before.plus(time);
        switch (probation.verdict(watched)) {
            case ProbationVerdict.GoesOn() -> {
                JournalEntry more = book.entry().watched(watched);
                if (watched.dividedBy(NOTED) > before.dividedBy(NOTED)) {
                    book.note(more);
                } else {
                    book.remember(more);
                }
            }
            case ProbationVerdict.Committed() -> {
                sets.commit();
                endWatching();
                book.mustEnter(book.entry().in(UpdateState.COMMITTED, now()));
                sets.sweep();
            }
            case ProbationVerdict.RolledBack(String code, String sentence) -> takeBack(code, sentence);
        }
    }

    /** What proved itself before runs again. */
    void takeBack(String code, String sentence) {
        book.note(book.entry().because(code, sentence));
        goTo(sets.refuge(), book.entry(), code, sentence);
    }

    /**
     * The set that ran before runs again, because somebody says so.
     *
     * @throws UpdateException {@code nothing-before}
     */
    void goBack() {
        String to = sets.before()
                .orElseThrow(() -> new UpdateException(
                        "nothing-before",
                        "no set ran before %s on this device"
                                .formatted(sets.active().set())));
        String left = sets.active().set();
        JournalEntry of = new JournalEntry(
                UpdateState.ROLLED_BACK,
                Optional.of(left),
                book.entry().repository(),
                sets.store().manifestHash(left),
                Optional.empty(),
                Optional.empty(),
                now(),
                0,
                Duration.ZERO);
        goTo(to, of, "rolled-back-by-hand", "somebody had the device go back from %s to %s".formatted(left, to));
    }

    private void goTo(String set, JournalEntry of, String code, String sentence) {
        endWatching();
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
        book.mustEnter(of.ended(UpdateState.ROLLED_BACK, code, told, now()));
        if (!notSaved) {
            sets.sweep();
        }
    }

    private void save() {
        try {
            sets.run(sets.active());
            notSaved = false;
            book.note(book.entry());
        } catch (UpdateException full) {
            // the next time
        }
    }

    private Instant now() {
        return clock.now();
    }
}
