package dev.spotter.ota.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the device knows of its last update, enough to go on with it after a restart.
 *
 * @param state how far it is
 * @param set that is wanted; empty while that is not known
 * @param repository from which it comes, where it comes from one
 * @param manifest SHA-256 of the set's manifest, where it is known
 * @param code why it failed or was taken back
 * @param message the same as a sentence
 * @param since when it got there, by the device's clock
 * @param starts how often the program was started while the update was under way, or since the set is on probation
 * @param watched how long the set has run on probation
 */
record JournalEntry(
        UpdateState state,
        Optional<String> set,
        Optional<String> repository,
        Optional<String> manifest,
        Optional<String> code,
        Optional<String> message,
        Instant since,
        int starts,
        Duration watched) {
    static JournalEntry idle(Instant since) {
        return new JournalEntry(
                UpdateState.IDLE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                0,
                Duration.ZERO);
    }

    /** An update begins. */
    static JournalEntry begun(String repository, String set, String manifest, Instant since) {
        return new JournalEntry(
                UpdateState.DOWNLOADING,
                Optional.of(set),
                Optional.of(repository),
                Optional.of(manifest),
                Optional.empty(),
                Optional.empty(),
                since,
                0,
                Duration.ZERO);
    }

    /** The same update begins once more, if it is the same. */
    JournalEntry after(JournalEntry last) {
        boolean same = last.state.underWay() && last.set.equals(set) && last.manifest.equals(manifest);
        return same
                ? new JournalEntry(
                        state, set, repository, manifest, code, message, last.since, last.starts, Duration.ZERO)
                : this;
    }

    /** An update was asked for of which nothing is known yet but what was asked for. */
    static JournalEntry asked(String repository, Optional<String> set, Instant since) {
        return new JournalEntry(
                UpdateState.DOWNLOADING,
                set,
                Optional.of(repository),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                0,
                Duration.ZERO);
    }

    /** A set is on probation. */
    static JournalEntry onProbation(String set, Optional<String> manifest, Optional<String> repository, Instant since) {
        return new JournalEntry(
                UpdateState.PROBATION,
                Optional.of(set),
                repository,
                manifest,
                Optional.empty(),
                Optional.empty(),
                since,
                0,
                Duration.ZERO);
    }

    /** What it waits for, or why it is about to be taken back. */
    JournalEntry because(String why, String sentence) {
        return new JournalEntry(
                state, set, repository, manifest, Optional.of(why), Optional.of(sentence), since, starts, watched);
    }

    /** The next state, without a failure. */
    JournalEntry in(UpdateState next, Instant now) {
        return new JournalEntry(
                next,
                set,
                repository,
                manifest,
                Optional.empty(),
                Optional.empty(),
                now,
                next.underWay() ? starts : 0,
                Duration.ZERO);
    }

    /** The end of an update that did not do. */
    JournalEntry ended(UpdateState end, String why, String sentence, Instant now) {
        return new JournalEntry(
                end, set, repository, manifest, Optional.of(why), Optional.of(sentence), now, 0, Duration.ZERO);
    }

    /** The program was started once more. */
    JournalEntry startedAgain() {
        return new JournalEntry(state, set, repository, manifest, code, message, since, starts + 1, watched);
    }

    /** The set has run for so long. */
    JournalEntry watched(Duration soFar) {
        return new JournalEntry(state, set, repository, manifest, code, message, since, starts, soFar);
    }
}
