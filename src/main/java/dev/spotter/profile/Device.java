package dev.spotter.profile;

import java.util.regex.Pattern;

/**
 * Which device this is.
 *
 * @param site the venue; a level of every MQTT topic
 * @param id the device within the venue; a level of every MQTT topic
 * @param description for people, may be empty
 */
public record Device(String site, String id, String description) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}");

    public Device {
        name("site", site);
        name("id", id);
    }

    /** Holds what becomes a level of a topic, or a part of a file name, to plain characters. */
    static void name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s is '%s'; allowed are up to 64 letters, digits, - and _, beginning with a letter or digit"
                            .formatted(what, value));
        }
    }
}
