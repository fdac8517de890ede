package dev.spotter.ota.tuf;

import java.nio.charset.StandardCharsets;

/** Names of files and addresses for names that somebody else chose. */
public final class FileNames {
    private static final String PLAIN = "_-.~";

    private FileNames() {}

    /** Percent-encoded, so that nothing but letters, digits and {@code _-.~} is left. */
    public static String quoted(String name) {
        StringBuilder quoted = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0;
            if (plain) {
                quoted.append(c);
            } else {
                quoted.append("%%%02X".formatted((int) c));
            }
        }
        return quoted.toString();
    }

    /** As {@link #quoted}, with the slashes left. */
    public static String quotedPath(String path) {
        return quoted(path).replace("%2F", "/");
    }

    /** One visible file's name for a whole target path. */
    public static String file(String path) {
        String quoted = quoted(path);
        return quoted.startsWith(".") ? "%2E" + quoted.substring(1) : quoted;
    }
}
