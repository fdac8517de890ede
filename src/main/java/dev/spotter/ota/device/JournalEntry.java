package dev.spotter.ota.device;

import java.time.Instant;
import java.util.Optional;

/**
 * What the device knows of its last update, enough to go on with it after a restart.
 *
 * @param state how far it is
 * @param set that is wanted; empty while that is not known
 * @param repository from which it comes, where it comes from one
 * @param manifest SHA-256 of the set's manifest, where it is known
 * @param code why it failed or was taken back, or what it waits for
 * @param message the same as a sentence
 * @param since when it got there, by the device's clock
 * @param starts how often the program was started while the update was under way
 */
record JournalEntry(
        UpdateState state,
        Optional<String> set,
        Optional<String> repository,
        Optional<String> manifest,
        Optional<String> code,
        Optional<String> message,
        Instant since,
        int starts) {
    /** Longest sentence: what is told may hold names that a repository chose. */
    private static final int MOST_CHARACTERS = 2000;

    JournalEntry {
        message = message.map(
                sentence -> sentence.length() <= MOST_CHARACTERS ? sentence : sentence.substring(0, MOST_CHARACTERS));
    }

    private static JournalEntry of(
            UpdateState state,
            Optional<String> set,
            Optional<String> repository,
            Optional<String> manifest,
            Instant since) {
        return new JournalEntry(state, set, repository, manifest, Optional.empty(), Optional.empty(), since, 0);
    }

    /** Nothing was ever wanted. */
    static JournalEntry idle(Instant since) {
        return of(UpdateState.IDLE, Optional.empty(), Optional.empty(), Optional.empty(), since);
    }

    /** An update was asked for of which nothing is known yet but what was asked for. */
    static JournalEntry asked(String repository, Optional<String> set, Instant since) {
        return of(UpdateState.DOWNLOADING, set, Optional.of(repository), Optional.empty(), since);
    }

    /** An update begins; if it is the one that was under way already, it is gone on with. */
    JournalEntry begun(String repository, String set, String manifest, Instant now) {
        boolean same = state.underWay() && is(set) && this.manifest.equals(Optional.of(manifest));
        return new JournalEntry(
                UpdateState.DOWNLOADING,
                Optional.of(set),
                Optional.of(repository),
                Optional.of(manifest),
                Optional.empty(),
                Optional.empty(),
                same ? since : now,
                same ? starts : 0);
    }

    /** Where a set stands that runs or ran. */
    JournalEntry about(UpdateState stands, String runs, Optional<String> hash, Instant now) {
        return of(stands, Optional.of(runs), is(runs) ? repository : Optional.empty(), hash, now);
    }

    /** Whether it is about this set. */
    boolean is(String other) {
        return set.equals(Optional.of(other));
    }

    /** What it waits for. */
    JournalEntry because(String why, String sentence) {
        return new JournalEntry(
                state, set, repository, manifest, Optional.of(why), Optional.of(sentence), since, starts);
    }

    /** The next state, without a failure. */
    JournalEntry in(UpdateState next, Instant now) {
        return new JournalEntry(
                next, set, repository, manifest, Optional.empty(), Optional.empty(), now, next.underWay() ? starts : 0);
    }

    /** The end of an update that did not do. */
    JournalEntry ended(UpdateState end, String why, String sentence, Instant now) {
        return new JournalEntry(end, set, repository, manifest, Optional.of(why), Optional.of(sentence), now, 0);
    }

    /** The program was started once more. */
    JournalEntry startedAgain() {
        return new JournalEntry(state, set, repository, manifest, code, message, since, starts + 1);
    }
}
