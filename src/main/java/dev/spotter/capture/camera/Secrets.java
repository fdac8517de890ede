package dev.spotter.capture.camera;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must not be told of a camera's address: a login before the host, and values of a query or path that are named like a
 * secret ({@code password=…}). Takes them out of any text, in whichever way they are encoded there.
 */
final class Secrets {
    static final String HIDDEN = "***";

    /** Whatever stands before a host; greedy, because a password may hold a slash that somebody forgot to encode. */
    private static final Pattern LOGIN = Pattern.compile("//\\S*@");

    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\\w.-]*(?:pass|pwd|psw|token|secret|key|auth|credential|user|login|sig)[\\w.-]*=)[^&\\s'\"]*");

    private final List<String> words;

    /** @param passwords as they stand in an address, or plain */
    Secrets(List<String> passwords) {
        Set<String> all = new LinkedHashSet<>();
        for (String password : passwords) {
            for (String plain : List.of(password, Percent.decode(password))) {
                all.add(plain);
                all.add(Percent.encode(plain));
                all.add(Percent.encode(plain).toLowerCase(java.util.Locale.ROOT));
                all.add(URLEncoder.encode(plain, StandardCharsets.UTF_8));
                all.add(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
            }
        }
        all.remove("");
        words = new ArrayList<>(all);
        words.sort(Comparator.comparing(String::length).reversed());
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
        return NAMED.matcher(LOGIN.matcher(text).replaceAll("//" + HIDDEN + "@"))
                .replaceAll("$1" + HIDDEN);
    }
}
