package dev.spotter.dashboard;

import dev.spotter.ota.device.UpdateStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * How a device's updates stand, as the page shows it.
 *
 * @param active the set that runs, {@code shipped} for what came with the program
 * @param desired the set that the last update is about, or {@code null}
 * @param state such as {@code downloading} or {@code rolled-back}
 * @param code why it failed, was taken back or waits, or {@code null}
 * @param message the same as a sentence, or {@code null}
 * @param since when it got there
 * @param busy whether something is under way or waits to be
 * @param canGoBack whether there is a set that ran before
 * @param repository that is asked by itself, or {@code null}
 */
@RegisterForReflection
public record UpdateView(
        String active,
        String desired,
        String state,
        String code,
        String message,
        Instant since,
        boolean busy,
        boolean canGoBack,
        String repository) {
    /** Of what the updater tells. */
    public static UpdateView of(UpdateStatus status, boolean busy, boolean canGoBack, Optional<String> repository) {
        return new UpdateView(
                status.active(),
                status.desired().orElse(null),
                status.state().word(),
                status.code().orElse(null),
                status.message().orElse(null),
                status.since(),
                busy,
                canGoBack,
                repository.orElse(null));
    }
}
