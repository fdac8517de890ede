package dev.spotter.evaluation;

import dev.spotter.capture.Recording;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores the verdicts of one stage, and those of its ensemble's members, every 0.2 s from 1 s after the first sample of
 * a recording to its last one ({@link VerdictTrace}).
 */
final class ExerciseScorer implements RecordingScorer {
    static final long FIRST_NANOS = 1_000_000_000L;

    private final String stage;
    private final long stepNanos;
    private final VerdictScore all = new VerdictScore();
    private final Map<String, VerdictScore> subjects = new TreeMap<>();
    private final Map<String, VerdictScore> members = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    // valid for a recording
    private Recording recording;
    private boolean begun;
    private long firstNanos;
    private long lastNanos;
    private final VerdictTrace verdicts;
    private final Map<String, VerdictTrace> memberVerdicts = new LinkedHashMap<>();

    /**
     * @param stage the stage that recognises the exercise
     * @param stepNanos time from one of its verdicts to the next
     */
    ExerciseScorer(String stage, long stepNanos) {
        this.stage = stage;
        this.stepNanos = stepNanos;
        verdicts = new VerdictTrace(stepNanos);
    }

    @Override
    public void recording(Recording next) {
        finish();
        recording = next;
        begun = false;
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (!begun) {
            begun = true;
            firstNanos = timeNanos;
        }
        lastNanos = timeNanos;
    }

    @Override
    public void observed(Observation observation) {
        if (observation.stage().equals(stage) && observation.finding() instanceof Classification verdict) {
            verdicts.add(observation.timeNanos(), verdict);
        }
    }

    @Override
    public void memberSaid(
            String station, String said, String member, long timeNanos, List<String> labels, float[] probabilities) {
        if (said.equals(stage)) {
            memberVerdicts
                    .computeIfAbsent(member, _ -> new VerdictTrace(stepNanos))
                    .add(timeNanos, new Classification(labels, probabilities.clone()));
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {}

    @Override
    public EvaluationReport report(List<String> before) {
        finish();
        if (all.verdicts() == 0) {
            throw new EvaluationException(
                    "nothing-to-evaluate", "there is no labelled recording of a second or longer to evaluate");
        }
        List<String> told = new ArrayList<>(before);
        told.addAll(notes);
        return new EvaluationReport(
                EvaluationTask.IMU_EXERCISE,
                all.verdicts(),
                List.copyOf(subjects.keySet()),
                all.metrics(),
                metrics(members),
                metrics(subjects),
                told);
    }

    private static Map<String, Metrics> metrics(Map<String, VerdictScore> scores) {
        Map<String, Metrics> metrics = new LinkedHashMap<>();
        scores.forEach((name, score) -> metrics.put(name, score.metrics()));
        return metrics;
    }

    private void finish() {
        if (recording != null) {
            String why = reasonToLeaveOut();
            if (why == null) {
                score();
            } else {
                notes.add("left out: " + recording.name() + ", " + why);
            }
        }
        recording = null;
        verdicts.clear();
        memberVerdicts.values().forEach(VerdictTrace::clear);
    }

    private String reasonToLeaveOut() {
        if (recording.label().equals(Recording.UNLABELLED)) {
            return "nobody has labelled it";
        }
        if (recording.doubt().isPresent()) {
            return "its label '" + recording.label() + "' is doubted: "
                    + recording.doubt().get();
        }
        return !begun || lastNanos - firstNanos < FIRST_NANOS ? "it is shorter than a second" : null;
    }

    private void score() {
        VerdictScore subject = subjects.computeIfAbsent(recording.subject(), _ -> new VerdictScore());
        score(all, verdicts);
        String recognised = score(subject, verdicts);
        if (!recording.label().equals(recognised)) {
            notes.add("not recognised: %s, taken for %s".formatted(recording.name(), recognised));
        }
        memberVerdicts.forEach((member, said) -> score(members.computeIfAbsent(member, _ -> new VerdictScore()), said));
    }

    private String score(VerdictScore score, VerdictTrace said) {
        return said.score(score, recording.label(), firstNanos + FIRST_NANOS, lastNanos);
    }
}
