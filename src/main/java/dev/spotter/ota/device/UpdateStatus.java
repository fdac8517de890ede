package dev.spotter.ota.device;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How an update stands: what journal, messages, page and console tell of it.
 *
 * @param active the set that runs, {@link SetManifest#SHIPPED} for what came with the program
 * @param desired the set that is wanted, where one is known
 * @param state how far it is
 * @param code stable, why it failed or was taken back; empty where it was not
 * @param message the same as a sentence for people
 * @param since when it got there, by the device's clock
 */
public record UpdateStatus(
        String active,
        Optional<String> desired,
        UpdateState state,
        Optional<String> code,
        Optional<String> message,
        Instant since) {
    /**
     * As the disk tells it, whoever holds the updates; nothing is changed there.
     *
     * @param folder of the updates
     * @param now told where there never was an update
     */
    public static UpdateStatus read(Path folder, Instant now) {
        String active = ActiveSet.read(folder).orElse(ActiveSet.NONE).set();
        JournalEntry entry = new Journal(folder).read().orElse(JournalEntry.idle(now));
        return new UpdateStatus(active, entry.set(), entry.state(), entry.code(), entry.message(), entry.since());
    }

    /** The same with a reason. */
    public UpdateStatus because(String why, String sentence) {
        return new UpdateStatus(active, desired, state, Optional.of(why), Optional.of(sentence), since);
    }
}
