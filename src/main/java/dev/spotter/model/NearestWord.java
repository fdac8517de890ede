package dev.spotter.model;

import java.util.Collection;

/** Finds the word that was probably meant, by edit distance (Levenshtein 1966). */
public final class NearestWord {
    private NearestWord() {}

    /** {@code " (did you mean 'x'?)"} where a known word is near, else nothing. */
    public static String hint(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.max(1, word.length() / 2);
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance <= least && (nearest == null || distance < least)) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
