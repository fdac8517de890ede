package dev.spotter.evaluation;

import dev.spotter.capture.Recording;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Scores the counts of one stage: the count of a recording is the sum over the sets that the stage found in it, whatever
 * exercise it took them for. A set belongs to the recording in which its middle lies.
 */
final class RepetitionScorer implements RecordingScorer {
    /** A recording that is a set, and what was found in it. */
    private static final class Expected {
        private final String name;
        private final String subject;
        private final RepetitionCount truth;
        private long firstNanos = Long.MIN_VALUE;
        private long lastNanos = Long.MIN_VALUE;
        private int counted;
        private final OptionalDouble rpe;
        private Exertion.Estimate exertion;

        private Expected(Recording recording, RepetitionCount truth) {
            name = recording.name();
            subject = recording.subject();
            this.truth = truth;
            rpe = rpe(recording.attributes().get(RPE));
        }
    }

    private static final String REST = "rest";
    private static final String RPE = "rpe";

    private final String stage;
    private final List<Expected> expected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    // valid for a recording; null where it is no set or nobody knows its count
    private Expected current;

    /**
     * @param stage the stage that counts
     */
    RepetitionScorer(String stage) {
        this.stage = stage;
    }

    @Override
    public void recording(Recording recording) {
        current = recording.count().map(truth -> new Expected(recording, truth)).orElse(null);
        if (current != null) {
            expected.add(current);
        } else if (!recording.label().equals(REST)) {
            notes.add("left out: " + recording.name() + ", nobody knows its count");
        }
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (current != null) {
            if (current.firstNanos == Long.MIN_VALUE) {
                current.firstNanos = timeNanos;
            }
            current.lastNanos = timeNanos;
        }
    }

    @Override
    public void observed(Observation observation) {
        if (observation.stage().equals(stage) && observation.finding() instanceof LiftSet set) {
            long middleNanos = set.startNanos() + (set.endNanos() - set.startNanos()) / 2;
            for (Expected one : expected) {
                if (one.firstNanos <= middleNanos && middleNanos <= one.lastNanos) {
                    one.counted += set.repetitions();
                    if (set.exertion() instanceof Exertion.Estimate estimate) {
                        one.exertion = estimate;
                    }
                }
            }
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {}

    @Override
    public EvaluationReport report(List<String> before) {
        if (expected.isEmpty()) {
            throw new EvaluationException(
                    "nothing-to-evaluate", "there is no recording of a set whose count is known to evaluate");
        }
        CountScore all = new CountScore();
        Map<String, CountScore> subjects = new TreeMap<>();
        for (Expected one : expected) {
            all.set(one.truth, one.counted);
            subjects.computeIfAbsent(one.subject, _ -> new CountScore()).set(one.truth, one.counted);
            if (one.rpe.isPresent() && one.exertion != null) {
                all.rating(one.rpe.getAsDouble(), one.exertion);
                subjects.get(one.subject).rating(one.rpe.getAsDouble(), one.exertion);
            }
            if (one.truth.error(one.counted) > 0) {
                notes.add("miscounted: %s, counted %d, right is %s".formatted(one.name, one.counted, words(one.truth)));
            }
        }
        Map<String, Metrics> perSubject = new LinkedHashMap<>();
        subjects.forEach((subject, score) -> perSubject.put(subject, score.metrics()));
        List<String> told = new ArrayList<>(before);
        told.addAll(notes);
        return new EvaluationReport(
                EvaluationTask.IMU_REPS,
                all.sets(),
                List.copyOf(subjects.keySet()),
                all.metrics(),
                Map.of(),
                perSubject,
                told);
    }

    private static OptionalDouble rpe(String text) {
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String words(RepetitionCount truth) {
        return truth.least() == truth.most() ? Integer.toString(truth.best()) : truth.least() + " to " + truth.most();
    }
}
