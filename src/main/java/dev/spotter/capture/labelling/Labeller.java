package dev.spotter.capture.labelling;

import java.util.Locale;

/** How somebody says what is being done. */
public enum Labeller {
    /** On the keyboard of the terminal. */
    KEYS,
    /** By a command over MQTT. */
    MQTT,
    /** On the page. */
    PAGE,
    /** Nobody: it lies between two sets that somebody marked. */
    BETWEEN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
