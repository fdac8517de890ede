package dev.spotter.capture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what was left out: a sentence a code, naming the first few and counting the others. */
final class Problems {
    private static final int NAMED = 3;

    private final Map<String, Set<String>> sentences = new LinkedHashMap<>();

    synchronized void add(CaptureException problem) {
        sentences.computeIfAbsent(problem.code(), code -> new LinkedHashSet<>()).add(problem.getMessage());
    }

    synchronized Map<String, String> now() {
        Map<String, String> now = new LinkedHashMap<>();
        sentences.forEach((code, all) -> {
            String named = all.stream().limit(NAMED).collect(Collectors.joining("; "));
            now.put(code, all.size() > NAMED ? named + "; and " + (all.size() - NAMED) + " more" : named);
        });
        return now;
    }
}
