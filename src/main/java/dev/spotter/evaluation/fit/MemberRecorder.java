package dev.spotter.evaluation.fit;

import dev.spotter.capture.Recording;
import dev.spotter.evaluation.InstantTruth;
import dev.spotter.observation.Observation;
import dev.spotter.pipeline.ObservationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes down what the members of one stage say, recording by recording, beside what is true. */
final class MemberRecorder implements ObservationListener {
    private final String stage;
    private final List<String> members;
    private final List<String> labels;
    private final InstantTruth truth;
    private final List<RecordingOutputs> done = new ArrayList<>();
    private final Set<String> unknown = new TreeSet<>();

    // valid for a recording
    private Recording recording;
    private long firstNanos = Long.MIN_VALUE;
    private final List<Long> times = new ArrayList<>();
    private final List<float[][]> said = new ArrayList<>();
    private float[][] now;

    MemberRecorder(String stage, List<String> members, List<String> labels, InstantTruth truth) {
        this.stage = stage;
        this.members = members;
        this.labels = labels;
        this.truth = truth;
    }

    void recording(Recording next) {
        finish();
        recording = next;
    }

    void sample(long timeNanos) {
        firstNanos = firstNanos == Long.MIN_VALUE ? timeNanos : firstNanos;
    }

    @Override
    public void memberSaid(
            String station, String of, String member, long timeNanos, List<String> names, float[] probabilities) {
        if (of.equals(stage)) {
            if (times.isEmpty() || times.getLast() != timeNanos) {
                times.add(timeNanos);
                now = new float[members.size()][];
                said.add(now);
            }
            now[members.indexOf(member)] = probabilities.clone();
        }
    }

    @Override
    public void observed(Observation observation) {}

    @Override
    public void advanced(String station, long timeNanos) {}

    /** What was said, of all recordings that have ended. */
    List<RecordingOutputs> done() {
        finish();
        return List.copyOf(done);
    }

    /** Labels that are true in the data, but that no member knows. */
    Set<String> unknown() {
        return unknown;
    }

    private int index(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            unknown.add(label);
            return RecordingOutputs.UNKNOWN;
        }
        return index;
    }

    private void finish() {
        if (recording != null && !times.isEmpty()) {
            int[] right = new int[times.size()];
            for (int i = 0; i < right.length; i++) {
                right[i] = truth.at(recording, times.get(i) - firstNanos)
                        .map(this::index)
                        .orElse(RecordingOutputs.UNKNOWN);
            }
            done.add(RecordingOutputs.of(
                    recording.name(),
                    recording.subject(),
                    times.stream().mapToLong(Long::longValue).toArray(),
                    right,
                    said.toArray(float[][][]::new),
                    members.size(),
                    labels.size()));
        }
        recording = null;
        firstNanos = Long.MIN_VALUE;
        times.clear();
        said.clear();
    }
}
