package dev.spotter.capture.motion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How much must change in a part of a picture to count as motion. */
public enum Sensitivity {
    /** A few levels: small or faint things; a noisy picture opens the gate now and then. */
    HIGH(3),
    /** More than sensor noise and the flicker of compression do. */
    MEDIUM(5),
    /** Large or bold things. */
    LOW(9),
    /** Nothing counts. */
    OFF(Integer.MAX_VALUE);

    private final int levels;

    Sensitivity(int levels) {
        this.levels = levels;
    }

    /** By the words that a profile has for them. */
    public static Map<String, Sensitivity> byWord() {
        return Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(
                        sensitivity -> sensitivity.name().toLowerCase(Locale.ROOT), Function.identity()));
    }

    /** By how many levels of luma (of 220 from black to white) the mean of 16 x 16 pixels must change. */
    int levels() {
        return levels;
    }
}
