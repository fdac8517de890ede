package dev.spotter.safety;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How bad an incident is, least first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The name as it stands in a profile and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the name as it stands in a profile.
     *
     * @throws SafetyException {@code unknown-severity}
     */
    public static Severity of(String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new SafetyException(
                        "unknown-severity",
                        "\"%s\" is no severity; there are %s"
                                .formatted(
                                        text,
                                        Arrays.stream(values())
                                                .map(Severity::text)
                                                .collect(Collectors.joining(", ")))));
    }
}
