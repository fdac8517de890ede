package dev.spotter.evaluation;

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
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scores a verdict a frame, exercise by exercise: {@code <exercise>.macroF1} over the classes that occur, {@code macroF1},
 * their mean, and {@code ece} over all frames. A frame without a verdict counts against its class.
 */
final class PoseFormScorer implements RecordingScorer {
    private static final String MACRO_F1 = "macroF1";
    private static final String ECE = "ece";

    private final Map<String, MeasuredStage> stages = new LinkedHashMap<>();
    private final Map<String, List<String>> labels = new HashMap<>();
    private final Map<String, VerdictScore> exercises = new TreeMap<>();
    private final Map<String, VerdictScore> files = new TreeMap<>();
    private final Map<String, VerdictScore> members = new LinkedHashMap<>();
    private final CalibrationError calibration = new CalibrationError();
    private final TreeSet<String> unknown = new TreeSet<>();
    private long frames;

    // valid for a recording; null where it is left out
    private Recording recording;
    private int missing;
    private boolean scored;

    /**
     * @param stages one for each exercise, which its station is named after
     */
    PoseFormScorer(List<MeasuredStage> stages, ModelLibrary library) {
        for (MeasuredStage stage : stages) {
            EnsemblePackage ensemble = library.ensemble(stage.ensemble().orElseThrow());
            this.stages.put(stage.station(), stage);
            labels.put(stage.station(), ensemble.labels());
        }
    }

    @Override
    public void recording(Recording next) {
        finish();
        String exercise = next.attributes().getOrDefault("exercise", "");
        if (!labels.containsKey(exercise) || !labels.get(exercise).contains(next.label())) {
            unknown.add("%s, label '%s'".formatted(next.subject(), next.label()));
            return;
        }
        recording = next;
        missing = 0;
        begin(exercises.computeIfAbsent(exercise, _ -> new VerdictScore()));
        begin(files.computeIfAbsent(next.subject(), _ -> new VerdictScore()));
        scored = true;
    }

    private void begin(VerdictScore score) {
        score.begin(recording.label());
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (recording != null) {
            frames++;
            missing++;
        }
    }

    @Override
    public void observed(Observation observation) {
        MeasuredStage stage = stages.get(observation.station());
        if (recording != null
                && stage != null
                && observation.stage().equals(stage.id())
                && observation.finding() instanceof Classification verdict) {
            missing--;
            exercises.get(observation.station()).verdict(verdict);
            files.get(recording.subject()).verdict(verdict);
            calibration.verdict(verdict.topProbability(), verdict.topLabel().equals(recording.label()));
        }
    }

    @Override
    public void memberSaid(
            String station, String said, String member, long timeNanos, List<String> names, float[] probabilities) {
        MeasuredStage stage = stages.get(station);
        if (recording != null && stage != null && said.equals(stage.id())) {
            VerdictScore score = members.computeIfAbsent(member, _ -> new VerdictScore());
            score.begin(recording.label());
            score.verdict(new Classification(names, probabilities.clone()));
        }
    }

    @Override
    public void advanced(String station, long timeNanos) {}

    @Override
    public EvaluationReport report(List<String> before) {
        finish();
        if (!scored) {
            throw new EvaluationException(
                    "nothing-to-evaluate", "there is no frame of an exercise and a label that the ensembles know");
        }
        List<String> notes = new ArrayList<>(before);
        unknown.forEach(one -> notes.add("left out: " + one + ", which no ensemble knows"));
        Map<String, Metrics> perFile = new LinkedHashMap<>();
        files.forEach((file, score) -> perFile.put(file, of(score)));
        Map<String, Metrics> perMember = new LinkedHashMap<>();
        members.forEach((member, score) -> perMember.put(member, of(score)));
        return new EvaluationReport(
                EvaluationTask.POSE_FORM, frames, List.copyOf(files.keySet()), metrics(), perMember, perFile, notes);
    }

    private Metrics metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(MACRO_F1, Double.NaN);
        for (String exercise : List.of("squat", "plank", "lunge", "curl")) {
            VerdictScore score = exercises.get(exercise);
            values.put(
                    exercise + "." + MACRO_F1,
                    score == null ? Double.NaN : score.metrics().value(MACRO_F1));
        }
        values.put(
                MACRO_F1,
                values.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN));
        values.put(ECE, calibration.value());
        return new Metrics(values);
    }

    private static Metrics of(VerdictScore score) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(MACRO_F1, score.metrics().value(MACRO_F1));
        values.put("accuracy", score.metrics().value("accuracy"));
        values.put(ECE, score.metrics().value(ECE));
        return new Metrics(values);
    }

    private void finish() {
        if (recording != null) {
            VerdictScore exercise = exercises.get(recording.attributes().get("exercise"));
            VerdictScore file = files.get(recording.subject());
            for (; missing > 0; missing--) {
                exercise.noVerdict();
                file.noVerdict();
            }
            exercise.end();
            file.end();
        }
        recording = null;
    }
}
