package dev.spotter.evaluation;

import dev.spotter.capture.Recording;
import dev.spotter.observation.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scorer of what is measured, and one for each of its variants; the report is the first's, with the others' metrics. */
final class ScorerGroup implements RecordingScorer {
    private final RecordingScorer measured;
    private final Map<String, RecordingScorer> variants;

    ScorerGroup(RecordingScorer measured, Map<String, RecordingScorer> variants) {
        this.measured = measured;
        this.variants = new LinkedHashMap<>(variants);
    }

    @Override
    public void recording(Recording recording) {
        measured.recording(recording);
        variants.values().forEach(variant -> variant.recording(recording));
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        measured.sample(timeNanos, values);
        variants.values().forEach(variant -> variant.sample(timeNanos, values));
    }

    @Override
    public void observed(Observation observation) {
        measured.observed(observation);
        variants.values().forEach(variant -> variant.observed(observation));
    }

    @Override
    public void memberSaid(
            String station, String stage, String member, long timeNanos, List<String> labels, float[] probabilities) {
        measured.memberSaid(station, stage, member, timeNanos, labels, probabilities);
        variants.values()
                .forEach(variant -> variant.memberSaid(station, stage, member, timeNanos, labels, probabilities));
    }

    @Override
    public void advanced(String station, long timeNanos) {
        measured.advanced(station, timeNanos);
        variants.values().forEach(variant -> variant.advanced(station, timeNanos));
    }

    @Override
    public EvaluationReport report(List<String> notes) {
        EvaluationReport report = measured.report(notes);
        Map<String, Metrics> metrics = new LinkedHashMap<>();
        variants.forEach(
                (shape, variant) -> metrics.put(shape, variant.report(List.of()).metrics()));
        return report.withVariants(metrics);
    }
}
