package dev.spotter.profile;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as people write them: {@code 500kB}, {@code 1GB}, a rate as {@code 1MB/s}. */
final class ByteAmounts {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of("kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);
    private static final String A_SECOND = "/s";

    private ByteAmounts() {}

    /** Reads an amount in bytes; an {@link IllegalArgumentException} says what is allowed. */
    static long amount(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no amount; write a whole number and kB, MB or GB, such as 500MB".formatted(text));
        }
        return Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2));
    }

    /** Reads a rate in bytes a second; as above. */
    static long rate(String text) {
        if (!text.strip().endsWith(A_SECOND)) {
            throw new IllegalArgumentException(
                    "'%s' is no rate; write a whole number and kB/s, MB/s or GB/s, such as 1MB/s".formatted(text));
        }
        String stripped = text.strip();
        return amount(stripped.substring(0, stripped.length() - A_SECOND.length()));
    }
}
