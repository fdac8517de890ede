package dev.spotter.evaluation;

import dev.spotter.observation.Classification;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts on a recording, to be asked what held at an instant: the newest up to then, unless that is a whole step of
 * the pipeline old; then there is none.
 */
final class VerdictTrace {
    /** From one instant that is scored to the next. */
    static final long EVERY_NANOS = 200_000_000L;

    private record Said(long timeNanos, Classification verdict) {}

    private final long stepNanos;
    private final List<Said> said = new ArrayList<>();

    /**
     * @param stepNanos time from one verdict to the next
     */
    VerdictTrace(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    /** There was a verdict, after those before. */
    void add(long timeNanos, Classification verdict) {
        said.add(new Said(timeNanos, verdict));
    }

    /** Another recording begins. */
    void clear() {
        said.clear();
    }

    /**
     * Scores what held every {@value #EVERY_NANOS} ns of a stretch; no verdict is a wrong one.
     *
     * @return what was recognised in the stretch, {@code null} where there was no verdict at all
     */
    String score(VerdictScore score, String truth, long fromNanos, long toNanos) {
        score.begin(truth);
        int next = 0;
        Said newest = null;
        for (long instant = fromNanos; instant <= toNanos; instant += EVERY_NANOS) {
            while (next < said.size() && said.get(next).timeNanos <= instant) {
                newest = said.get(next++);
            }
            if (newest == null || instant - newest.timeNanos >= stepNanos) {
                score.noVerdict();
            } else {
                score.verdict(newest.verdict);
            }
        }
        return score.end();
    }
}
