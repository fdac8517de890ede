package dev.spotter.ota.tuf;

import java.util.Arrays;

/**
 * A pattern of target paths, as shells have them: {@code *} for any characters, {@code ?} for one, {@code [a-z]} and
 * {@code [!a-z]} for one of a set; none of them crosses a slash, and case counts. Matching takes at most the product of
 * both lengths, whatever the pattern.
 */
record PathPattern(String pattern) {
    boolean matches(String path) {
        String[] patterns = pattern.split("/", -1);
        String[] parts = path.split("/", -1);
        if (patterns.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!part(patterns[i].codePoints().toArray(), parts[i].codePoints().toArray())) {
                return false;
            }
        }
        return true;
    }

    private static boolean part(int[] pattern, int[] text) {
        int p = 0;
        int t = 0;
        int afterStar = -1;
        int starAt = 0;
        while (t < text.length) {
            int next = p < pattern.length && pattern[p] != '*' ? afterOne(pattern, p, text[t]) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (p < pattern.length && pattern[p] == '*') {
                afterStar = ++p;
                starAt = t;
            } else if (afterStar >= 0) {
                p = afterStar;
                t = ++starAt;
            } else {
                return false;
            }
        }
        return Arrays.stream(pattern, p, pattern.length).allMatch(c -> c == '*');
    }

    /** Where the pattern goes on if its element at {@code p} stands for the character, else -1. */
    private static int afterOne(int[] pattern, int p, int c) {
        if (pattern[p] == '?') {
            return p + 1;
        }
        int end = pattern[p] == '[' ? endOfSet(pattern, p) : -1;
        if (end < 0) {
            return pattern[p] == c ? p + 1 : -1;
        }
        boolean negated = pattern[p + 1] == '!';
        return inSet(pattern, p + (negated ? 2 : 1), end, c) != negated ? end + 1 : -1;
    }

    /** Where the closing bracket is; a bracket that comes first in a set is one of its members. */
    private static int endOfSet(int[] pattern, int p) {
        int i = p + 1;
        if (i < pattern.length && pattern[i] == '!') {
            i++;
        }
        for (i++; i < pattern.length; i++) {
            if (pattern[i] == ']') {
                return i;
            }
        }
        return -1;
    }

    private static boolean inSet(int[] pattern, int from, int end, int c) {
        for (int i = from; i < end; i++) {
            if (i + 2 < end && pattern[i + 1] == '-') {
                if (pattern[i] <= c && c <= pattern[i + 2]) {
                    return true;
                }
                i += 2;
            } else if (pattern[i] == c) {
                return true;
            }
        }
        return false;
    }
}
