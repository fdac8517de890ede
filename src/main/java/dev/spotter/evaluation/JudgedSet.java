package dev.spotter.evaluation;

import dev.spotter.capture.JudgedPart;
import dev.spotter.capture.Recording;
import dev.spotter.observation.Classification;
import dev.spotter.observation.RepetitionForm;
import java.util.ArrayList;
import java.util.List;

/**
 * The repetitions that the agent found in a recording of a set. Where it found fewer than {@value #LEAST_OF_TEN} or more
 * than {@value #MOST_OF_TEN} in a set of ten, or out of that proportion in one that was cut, it did not see the set, and
 * all repetitions that the set is said to hold count as wrong.
 */
final class JudgedSet {
    private static final int TEN = 10;
    private static final int LEAST_OF_TEN = 7;
    private static final int MOST_OF_TEN = 13;

    private final Recording recording;
    private final JudgedPart judged;
    private final List<RepetitionForm> found = new ArrayList<>();

    JudgedSet(Recording recording) {
        this.recording = recording;
        judged = JudgedPart.of(recording);
    }

    Recording recording() {
        return recording;
    }

    /** Whether a time, in nanoseconds from the recording's start, lies in what is judged. */
    boolean isJudged(long nanos) {
        return nanos >= judged.fromNanos();
    }

    /** The agent found a repetition. */
    void add(RepetitionForm repetition) {
        found.add(repetition);
    }

    /**
     * Scores the set.
     *
     * @param zeroNanos the time of the recording's start on the clock of what was found
     * @param scores that take it
     * @return what there is to tell of it, {@code null} for nothing
     */
    String score(long zeroNanos, List<FormScore> scores) {
        List<RepetitionForm> inSet = found.stream()
                .filter(one -> one.endNanos() - zeroNanos > judged.setFromNanos())
                .toList();
        List<RepetitionForm> scored = inSet.stream()
                .filter(one -> isJudged(one.endNanos() - zeroNanos))
                .toList();
        long nominal = recording.count().map(count -> (long) count.best()).orElse((long) TEN);
        // of a set of another size in proportion, too
        double whole = judged.share() < 1 ? TEN * judged.share() : nominal;
        double least = LEAST_OF_TEN * whole / TEN;
        double most = MOST_OF_TEN * whole / TEN;
        if (inSet.size() < least || inSet.size() > most) {
            scores.forEach(score -> score.repetitions(nominal, 0));
            return "miscounted: %s, %d repetitions found, from %.1f to %.1f would do; all %d count as wrong"
                    .formatted(recording.name(), inSet.size(), least, most, nominal);
        }
        long right = scored.stream()
                .filter(one -> one.form()
                        .map(Classification::topLabel)
                        .filter(recording.label()::equals)
                        .isPresent())
                .count();
        scores.forEach(score -> score.repetitions(scored.size(), right));
        return judged.share() < 1
                ? "cut: %s, of which all sensors hold %.0f %%; %d repetitions found, from %.1f to %.1f do"
                        .formatted(recording.name(), 100 * judged.share(), inSet.size(), least, most)
                : null;
    }
}
