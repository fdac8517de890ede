package dev.spotter.capture;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where on the body a sensor is worn. */
public enum Site {
    /** On the belt or the hip. */
    WAIST,
    /** As a watch is worn. */
    WRIST;

    /** The attribute of a recording that names its site. */
    public static final String ATTRIBUTE = "site";

    /**
     * The site of that name.
     *
     * @throws CaptureException {@code site-unknown}
     */
    public static Site of(String name) {
        return Arrays.stream(values())
                .filter(site -> site.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "site-unknown",
                        null,
                        "there is no site '%s'; there are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(values())
                                                .map(Site::toString)
                                                .collect(Collectors.joining(" and ")))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
