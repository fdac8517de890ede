package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetDownload.Offered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The steps of an update up to a set that passed its trial, each of them on the disk before the next begins. Nothing that runs
 * is touched by them. Used by one thread.
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
    private final RunningSet running;
    private boolean begun;

    UpdateSteps(
            Path folder,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            SetTrial trial,
            UpdateClock clock,
            DeviceSets sets,
            UpdateBook book,
            Wishes wishes,
            RunningSet running) {
        this.folder = folder;
        this.configuration = configuration;
        this.device = device;
        this.trial = trial;
        this.clock = clock;
        this.sets = sets;
        this.book = book;
        this.wishes = wishes;
        this.running = running;
    }

    /**
     * Updates as far as the probation, which others see to the end of. The thread may be interrupted up to the activation.
     *
     * @param finish runs before the activation begins, which is not to be broken off; whether the thread was interrupted
     * @throws UpdateException why not; what runs is as it was
     */
    Outcome update(UpdateRequest.Set request, BooleanSupplier finish) throws InterruptedException {
        begun = false;
        clock.passed();
        Offered offered;
        try (Repository repository =
                Repository.open(request.repository(), configuration, folder.resolve("metadata"), clock)) {
            SetDownload download = new SetDownload(
                    repository.targets(),
                    sets.objects(),
                    sets::needed,
                    configuration,
                    device,
                    running::requireNoVerdict);
            String set = request.set().isPresent() ? request.set().get() : download.wanted();
            String hash = download.manifestHash(set);
            if (wishes.isMet(request.source(), set, hash)) {
                return Outcome.NOTHING_NEW;
            }
            if (sets.active().set().equals(set)
                    && sets.store().manifestHash(set).equals(Optional.of(hash))) {
                boolean news = wishes.isNews(request.source());
                wishes.meet(request.source(), set, hash);
                running.settle(news);
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
        if (finish.getAsBoolean()) {
            throw new InterruptedException();
        }
        running.activate(set);
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
            download.fetch(offered);
        }
        return offered;
    }

    private void build(Offered offered) {
        book.enter(book.entry().in(UpdateState.VERIFYING, now()));
        if (!sets.store().holds(offered.manifest(), offered.bytes())) {
            sets.store().build(offered.manifest(), offered.bytes(), sets.objects());
        }
    }

    /** An update failed, what runs is as it was. */
    void failed(UpdateRequest.Set request, UpdateException why) {
        JournalEntry of = begun ? book.entry() : asked(request);
        book.mustEnter(of.ended(UpdateState.FAILED, why.code(), why.getMessage(), now()));
        sets.forgetRefused();
        running.goOnWatching();
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

    private Instant now() {
        return clock.now();
    }
}
