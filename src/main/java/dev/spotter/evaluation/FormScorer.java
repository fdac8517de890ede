package dev.spotter.evaluation;

import dev.spotter.capture.JudgedPart;
import dev.spotter.capture.Recording;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.observation.RepetitionForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores the verdicts of one stage on form, those of its ensemble's members, and the repetitions that another stage judges
 * by them. Verdicts count every 0.2 s, from a window behind the first sample of what is judged of a recording
 * ({@link JudgedPart}) on; repetitions that end in it.
 */
final class FormScorer implements RecordingScorer {
    private final MeasuredStage stage;
    private final FormScore all = new FormScore();
    private final Map<String, FormScore> subjects = new TreeMap<>();
    private final Map<String, FormScore> members = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    // valid for a recording; null where it is left out
    private JudgedSet set;
    private boolean begun;
    private long zeroNanos;
    private boolean judging;
    private long judgedNanos;
    private long lastNanos;
    private final VerdictTrace verdicts;
    private final Map<String, VerdictTrace> memberVerdicts = new LinkedHashMap<>();

    /**
     * @param stage the stage that tells forms apart
     */
    FormScorer(MeasuredStage stage) {
        this.stage = stage;
        verdicts = new VerdictTrace(stage.step().toNanos());
    }

    @Override
    public void recording(Recording next) {
        finish();
        if (next.doubt().isPresent() || next.label().equals(Recording.UNLABELLED)) {
            notes.add("left out: " + next.name() + ", " + next.doubt().orElse("nobody has labelled it"));
        } else {
            set = new JudgedSet(next);
        }
        begun = false;
        judging = false;
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (set == null) {
            return;
        }
        if (!begun) {
            begun = true;
            zeroNanos = timeNanos - set.recording().firstNanos();
        }
        if (!judging && set.isJudged(timeNanos - zeroNanos)) {
            judging = true;
            judgedNanos = timeNanos;
        }
        lastNanos = timeNanos;
    }

    @Override
    public void observed(Observation observation) {
        if (set == null || !observation.station().equals(stage.station())) {
            return;
        }
        if (observation.stage().equals(stage.id()) && observation.finding() instanceof Classification verdict) {
            verdicts.add(observation.timeNanos(), verdict);
        }
        if (stage.repetitions().filter(observation.stage()::equals).isPresent()
                && observation.finding() instanceof RepetitionForm repetition) {
            set.add(repetition);
        }
    }

    @Override
    public void memberSaid(
            String station, String said, String member, long timeNanos, List<String> labels, float[] probabilities) {
        if (set != null && said.equals(stage.id())) {
            memberVerdicts
                    .computeIfAbsent(member, _ -> new VerdictTrace(stage.step().toNanos()))
                    .add(timeNanos, new Classification(labels, probabilities.clone()));
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {}

    @Override
    public EvaluationReport report(List<String> before) {
        finish();
        if (all.windows().verdicts() == 0) {
            throw new EvaluationException(
                    "nothing-to-evaluate",
                    "there is no labelled recording that goes on for a window of %s s behind its reference"
                            .formatted(FormTruth.WINDOW_SECONDS));
        }
        List<String> told = new ArrayList<>(before);
        told.addAll(notes);
        return new EvaluationReport(
                EvaluationTask.IMU_FORM,
                all.windows().verdicts(),
                List.copyOf(subjects.keySet()),
                all.metrics(),
                metrics(members),
                metrics(subjects),
                told);
    }

    private static Map<String, Metrics> metrics(Map<String, FormScore> scores) {
        Map<String, Metrics> metrics = new LinkedHashMap<>();
        scores.forEach((name, score) -> metrics.put(name, score.metrics()));
        return metrics;
    }

    private void finish() {
        if (set != null) {
            long from = judgedNanos + FormTruth.WINDOW_NANOS;
            if (judging && from <= lastNanos) {
                score(from);
            } else {
                notes.add("left out: " + set.recording().name() + ", it ends with its reference");
            }
        }
        set = null;
        verdicts.clear();
        memberVerdicts.values().forEach(VerdictTrace::clear);
    }

    private void score(long fromNanos) {
        String label = set.recording().label();
        FormScore subject = subjects.computeIfAbsent(set.recording().subject(), _ -> new FormScore());
        verdicts.score(all.windows(), label, fromNanos, lastNanos);
        verdicts.score(subject.windows(), label, fromNanos, lastNanos);
        memberVerdicts.forEach((member, said) -> said.score(
                members.computeIfAbsent(member, _ -> new FormScore()).windows(), label, fromNanos, lastNanos));
        if (stage.repetitions().isPresent()) {
            String told = set.score(zeroNanos, List.of(all, subject));
            if (told != null) {
                notes.add(told);
            }
        }
    }
}
