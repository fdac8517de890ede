package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where an update stands: on the disk before it goes on, then told. */
final class UpdateBook {
    private final Journal journal;
    private final Supplier<ActiveSet> active;
    private final UpdateListener listener;
    private volatile JournalEntry entry;
    private volatile String notWritten;
    private volatile String notCompared;
    private volatile String notTold;
    private volatile UpdateException asking;

    UpdateBook(Journal journal, Supplier<ActiveSet> active, UpdateListener listener, JournalEntry entry) {
        this.journal = journal;
        this.active = active;
        this.listener = listener;
        this.entry = entry;
    }

    JournalEntry entry() {
        return entry;
    }

    /**
     * Goes on to another state.
     *
     * @throws UpdateException where the disk cannot take it; it is then as if it had not been tried
     */
    void enter(JournalEntry next) {
        journal.write(next);
        entry = next;
        notWritten = null;
        tell();
    }

    /** The same where it is so whether the disk can take it or not: what is there already leads to the same after a restart. */
    void mustEnter(JournalEntry next) {
        entry = next;
        write(next);
        tell();
    }

    /** Takes down what nobody need be told. */
    void note(JournalEntry next) {
        entry = next;
        write(next);
    }

    private void tell() {
        try {
            listener.changed(status());
            notTold = null;
        } catch (RuntimeException e) {
            notTold = "the state '%s' could not be told: %s"
                    .formatted(entry.state().word(), e);
        }
    }

    private void write(JournalEntry next) {
        try {
            journal.write(next);
            notWritten = null;
        } catch (UpdateException e) {
            notWritten = e.getMessage();
        }
    }

    /** How it went to ask the repository what is new; {@code null} for well. */
    void asked(UpdateException trouble) {
        asking = trouble;
    }

    /** Why a set on probation is not compared with the one before; {@code null} where it is. */
    void notCompared(String sentence) {
        notCompared = sentence;
    }

    UpdateStatus status() {
        JournalEntry now = entry;
        return new UpdateStatus(active.get().set(), now.set(), now.state(), now.code(), now.message(), now.since());
    }

    /**
     * {@code update-failed}, {@code update-rolled-back}, {@code update-waiting} (what it waits for), {@code repository-not-asked},
     * {@code probation-not-compared}, {@code journal-not-written}, {@code update-not-told}.
     */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        JournalEntry now = entry;
        Optional<String> why =
                now.code().map(code -> "%s [%s]".formatted(now.message().orElse(""), code));
        why.ifPresent(sentence -> problems.put(
                switch (now.state()) {
                    case FAILED -> "update-failed";
                    case ROLLED_BACK -> "update-rolled-back";
                    default -> "update-waiting";
                },
                sentence));
        UpdateException trouble = asking;
        if (trouble != null) {
            problems.put("repository-not-asked", "%s [%s]".formatted(trouble.getMessage(), trouble.code()));
        }
        put(problems, "probation-not-compared", notCompared);
        put(problems, "journal-not-written", notWritten);
        put(problems, "update-not-told", notTold);
        return problems;
    }

    private static void put(Map<String, String> problems, String code, String sentence) {
        if (sentence != null) {
            problems.put(code, sentence);
        }
    }
}
