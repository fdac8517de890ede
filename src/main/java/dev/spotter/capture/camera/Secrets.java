package dev.spotter.capture.camera;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must not be told of a camera's address: a login before the host, and values of a query or path that are named like a
 * secret ({@code password=…}). Takes them out of any text, in whichever way they are encoded there.
 */
final class Secrets {
    static final String HIDDEN = "***";

    /** Bounded, because a camera chooses what it is tried on. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:pass|pwd|psw|token|secret|key|auth|credential|user|login|sig)[\\w.-]{0,20}=)[^&\\s'\"]*+");

    private final List<String> words;

    /** @param passwords as they stand in an address, or plain */
    Secrets(List<String> passwords) {
        Set<String> all = new LinkedHashSet<>();
        for (String password : passwords) {
            for (String plain : List.of(password, Percent.decode(password))) {
                all.add(plain);
                all.add(Percent.encode(plain));
                all.add(Percent.encode(plain).toLowerCase(Locale.ROOT));
                all.add(URLEncoder.encode(plain, StandardCharsets.UTF_8));
                all.add(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
            }
        }
        all.remove("");
        words = new ArrayList<>(all);
        words.sort(Comparator.comparing(String::length).reversed());
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The text without them. */
    String hideIn(String text) {
        String hidden = text;
        for (String word : words) {
            hidden = hidden.replace(word, HIDDEN);
        }
        return hideByForm(hidden);
    }

    /** Hides what looks like a secret, where it is not known which there are. */
    static String hideByForm(String text) {
        return NAMED.matcher(hideLogins(text)).replaceAll("$1" + HIDDEN);
    }

    /**
     * Hides whatever stands before a host. It reaches to the last {@code @} of a word, because a password may hold a slash
     * or another {@code @} that somebody forgot to encode.
     */
    private static String hideLogins(String text) {
        StringBuilder hidden = new StringBuilder();
        int done = 0;
        while (done < text.length()) {
            int end = done;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String word = text.substring(done, end);
            int slashes = word.indexOf("//");
            int at = word.lastIndexOf('@');
            if (slashes >= 0 && at > slashes) {
                hidden.append(word, 0, slashes + 2).append(HIDDEN).append(word, at, word.length());
            } else {
                hidden.append(word);
            }
            if (end < text.length()) {
                hidden.append(text.charAt(end));
            }
            done = end + 1;
        }
        return hidden.toString();
    }
}
