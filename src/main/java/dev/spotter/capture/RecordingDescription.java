package dev.spotter.capture;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the index says of a recording, besides its file and its start.
 *
 * @param subject who wore the sensor
 * @param label an exercise, {@code rest} or {@link Recording#UNLABELLED}
 * @param count repetitions in it, empty where nobody knows or it is no set
 * @param attributes what else is known
 */
public record RecordingDescription(
        String subject, String label, Optional<RepetitionCount> count, Map<String, String> attributes) {
    public RecordingDescription {
        plain("subject", subject, "");
        plain("label", label, "");
        Objects.requireNonNull(count, "count");
        attributes = Map.copyOf(attributes);
        attributes.forEach((key, value) -> {
            plain("the name of an attribute", key, ";=");
            plain("attribute " + key, value.isEmpty() ? " " : value, ";");
        });
    }

    private static void plain(String what, String text, String forbidden) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || forbidden.indexOf(c) >= 0)) {
            throw new CaptureException(
                    "recording-description-bad",
                    null,
                    "%s is '%s' and has to be a line of text%s"
                            .formatted(what, text, forbidden.isEmpty() ? "" : " without any of " + forbidden));
        }
    }
}
