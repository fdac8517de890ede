package dev.spotter.cli;

import dev.spotter.ota.device.UpdateStatus;
import java.util.Optional;

/** How an update stands, in a line. */
final class UpdatePrinter {
    private UpdatePrinter() {}

    static String words(UpdateStatus status) {
        return words(status.active(), status.desired(), status.state().word(), status.code(), status.message());
    }

    /** @param state as messages and page say it */
    static String words(
            String active, Optional<String> desired, String state, Optional<String> code, Optional<String> message) {
        String of = desired.filter(set -> !set.equals(active))
                .map(set -> " %s;".formatted(set))
                .orElse("");
        String why = code.map(known -> ": %s [%s]".formatted(message.orElse(""), known))
                .orElse("");
        return "%s%s runs %s%s".formatted(state, of.isEmpty() ? ";" : of, active, why);
    }
}
