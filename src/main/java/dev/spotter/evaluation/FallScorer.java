package dev.spotter.evaluation;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.Recording;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.pipeline.ModelLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Scores falls: an alarm is on where the probability of a fall is above the operating point of the stage's ensemble, of
 * its members alone as well. The impact of a fall is the largest |a| of its recording.
 */
final class FallScorer implements RecordingScorer {
    private final Map<String, MeasuredStage> stages = new HashMap<>();
    private final Map<String, Double> above = new HashMap<>();
    private final FallScore all = new FallScore();
    private final Map<String, FallScore> subjects = new TreeMap<>();
    private final Map<String, FallScore> members = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    // valid for a recording
    private Recording recording;
    private String station;
    private int[] acceleration;
    private long samples;
    private long firstNanos;
    private long lastNanos;
    private double largestSquare;
    private long impactNanos;
    private AlarmTrace verdicts;
    private final Map<String, AlarmTrace> memberVerdicts = new LinkedHashMap<>();

    /**
     * @param stages one for each pipeline; each runs an ensemble
     * @throws EvaluationException {@code operating-point-missing} if an ensemble has none of a fall
     */
    FallScorer(List<MeasuredStage> stages, ModelLibrary library) {
        for (MeasuredStage stage : stages) {
            EnsemblePackage ensemble = library.ensemble(stage.ensemble().orElseThrow());
            this.stages.put(stage.station(), stage);
            above.put(
                    stage.station(),
                    ensemble.operatingPoint()
                            .filter(point -> point.label().equals(Recording.FALL))
                            .orElseThrow(() -> new EvaluationException(
                                    "operating-point-missing",
                                    "ensemble '%s' has no operating-point of '%s', so nobody knows what is an alarm"
                                            .formatted(ensemble.name(), Recording.FALL)))
                            .above());
        }
    }

    @Override
    public void recording(Recording next) {
        finish();
        recording = next;
        acceleration = ImuChannels.ACCELERATION.stream()
                .mapToInt(channel -> next.channels().indexOf(channel))
                .toArray();
        samples = 0;
        largestSquare = -1;
        verdicts = null;
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        firstNanos = samples++ == 0 ? timeNanos : firstNanos;
        lastNanos = timeNanos;
        double square = 0;
        for (int channel : acceleration) {
            square += (double) values[channel] * values[channel];
        }
        if (square > largestSquare) {
            largestSquare = square;
            impactNanos = timeNanos;
        }
    }

    @Override
    public void observed(Observation observation) {
        MeasuredStage stage = stages.get(observation.station());
        if (stage != null
                && observation.stage().equals(stage.id())
                && observation.finding() instanceof Classification verdict) {
            if (verdicts == null) {
                verdicts = new AlarmTrace(above.get(observation.station()));
            }
            verdicts.said(
                    observation.timeNanos(),
                    verdict.probabilities()[verdict.labels().indexOf(Recording.FALL)]);
        }
    }

    @Override
    public void memberSaid(
            String station, String said, String member, long timeNanos, List<String> labels, float[] probabilities) {
        MeasuredStage stage = stages.get(station);
        if (stage != null && said.equals(stage.id())) {
            memberVerdicts
                    .computeIfAbsent(member, _ -> new AlarmTrace(above.get(station)))
                    .said(timeNanos, probabilities[labels.indexOf(Recording.FALL)]);
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {}

    @Override
    public EvaluationReport report(List<String> before) {
        finish();
        if (all.recordings() == 0) {
            throw new EvaluationException(
                    "nothing-to-evaluate", "there is no labelled recording of a second or longer to evaluate");
        }
        List<String> told = new ArrayList<>(before);
        told.addAll(notes);
        return new EvaluationReport(
                EvaluationTask.IMU_FALL,
                all.recordings(),
                List.copyOf(subjects.keySet()),
                all.metrics(),
                metrics(members),
                metrics(subjects),
                told);
    }

    private static Map<String, Metrics> metrics(Map<String, FallScore> scores) {
        Map<String, Metrics> metrics = new LinkedHashMap<>();
        scores.forEach((name, score) -> metrics.put(name, score.metrics()));
        return metrics;
    }

    private void finish() {
        if (recording != null) {
            if (recording.label().equals(Recording.UNLABELLED)) {
                notes.add("left out: " + recording.name() + ", nobody has labelled it");
            } else if (verdicts == null) {
                notes.add("left out: " + recording.name() + ", it is too short for a verdict");
            } else {
                score();
            }
        }
        recording = null;
        memberVerdicts.clear();
    }

    private void score() {
        FallScore subject = subjects.computeIfAbsent(recording.subject(), _ -> new FallScore());
        score(all, verdicts);
        score(subject, verdicts);
        memberVerdicts.forEach((member, said) -> score(members.computeIfAbsent(member, _ -> new FallScore()), said));
        OptionalLong delay = verdicts.delayNanos(impactNanos);
        if (fall() && delay.isEmpty()) {
            notes.add("missed: %s, a fall of at most %.3f".formatted(recording.name(), verdicts.largest()));
        } else if (!fall() && verdicts.alarms() > 0) {
            notes.add("false alarm: %s, a fall of %.3f".formatted(recording.name(), verdicts.largest()));
        }
    }

    private boolean fall() {
        return recording.label().equals(Recording.FALL);
    }

    private void score(FallScore score, AlarmTrace said) {
        if (fall()) {
            score.fall(said, impactNanos);
        } else {
            score.daily(said, lastNanos - firstNanos);
        }
    }
}
