package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;
import dev.spotter.evaluation.EvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What members said of people that they have not seen: verdict instants by members by labels, with the truth. All that
 * {@code fit} learns from, and all that it measures on.
 *
 * @param labels what the probabilities are of
 * @param members the models, in the order of the outputs
 * @param alarm the label that raises an alarm: a recording is then one verdict, by its peak. Empty where each instant is a
 *     verdict
 * @param recordings at least one
 */
public record OutOfFoldTable(
        List<String> labels, List<String> members, Optional<String> alarm, List<RecordingOutputs> recordings) {
    public OutOfFoldTable {
        labels = List.copyOf(labels);
        members = List.copyOf(members);
        recordings = List.copyOf(recordings);
        if (alarm.isPresent() && (labels.size() != 2 || !labels.contains(alarm.get()))) {
            throw new EvaluationException(
                    "operating-point-label-unknown",
                    "an operating point is for two labels, one of which is its own; here it is of '%s', and the labels are %s"
                            .formatted(alarm.get(), String.join(", ", labels)));
        }
        for (RecordingOutputs recording : recordings) {
            if (recording.members() != members.size()) {
                throw new IllegalArgumentException("recording '%s' has outputs of %d members, the table of %d"
                        .formatted(recording.name(), recording.members(), members.size()));
            }
        }
    }

    /** A table whose instants are the verdicts. */
    public OutOfFoldTable(List<String> labels, List<String> members, List<RecordingOutputs> recordings) {
        this(labels, members, Optional.empty(), recordings);
    }

    /** The people, in the order of their names. */
    public List<String> subjects() {
        return List.copyOf(
                new TreeSet<>(recordings.stream().map(RecordingOutputs::subject).toList()));
    }

    /** The recordings of all but these people. */
    public OutOfFoldTable without(Set<String> subjects) {
        return new OutOfFoldTable(
                labels,
                members,
                alarm,
                recordings.stream()
                        .filter(recording -> !subjects.contains(recording.subject()))
                        .toList());
    }

    /** The recordings of these people. */
    public OutOfFoldTable of(Set<String> subjects) {
        return new OutOfFoldTable(
                labels,
                members,
                alarm,
                recordings.stream()
                        .filter(recording -> subjects.contains(recording.subject()))
                        .toList());
    }

    /** The outputs of some of the members, in this order. */
    public OutOfFoldTable ofMembers(List<String> wanted) {
        int[] which = wanted.stream().mapToInt(members::indexOf).toArray();
        return new OutOfFoldTable(
                labels,
                wanted,
                alarm,
                recordings.stream().map(one -> one.ofMembers(which)).toList());
    }

    /** The outputs as they are once each member is calibrated. */
    OutOfFoldTable calibrated(Map<String, Calibration> calibrations) {
        List<Calibration> byColumn = members.stream().map(calibrations::get).toList();
        return new OutOfFoldTable(
                labels,
                members,
                alarm,
                recordings.stream().map(one -> one.calibrated(byColumn)).toList());
    }

    /** How often each label is true, in their order. */
    int[] unitsOfLabels() {
        int[] units = new int[labels.size()];
        for (RecordingOutputs recording : recordings) {
            for (int instant = 0; instant < recording.instants(); instant++) {
                if (recording.complete(instant)) {
                    units[recording.truth()[instant]]++;
                }
            }
        }
        return units;
    }

    /** What one member said, as verdicts to judge. */
    Judged judge(int member) {
        return judge(saidBy(member));
    }

    /** For each recording and instant what one member said, {@code null} where it said nothing. */
    List<float[][]> saidBy(int member) {
        return recordings.stream().map(recording -> recording.saidBy(member)).toList();
    }

    /**
     * Verdicts to judge.
     *
     * @param verdicts for each recording and instant the probabilities, {@code null} where there is no verdict
     */
    Judged judge(List<float[][]> verdicts) {
        Judged.Builder judged = new Judged.Builder(labels.size());
        for (int i = 0; i < recordings.size(); i++) {
            RecordingOutputs recording = recordings.get(i);
            judged.recording(recording.name(), recording.subject());
            if (alarm.isPresent()) {
                judgePeak(recording, verdicts.get(i), judged);
                continue;
            }
            for (int instant = 0; instant < recording.instants(); instant++) {
                if (recording.complete(instant) && verdicts.get(i)[instant] != null) {
                    judged.add(verdicts.get(i)[instant], recording.truth()[instant]);
                }
            }
        }
        return judged.build();
    }

    /**
     * Of verdicts on one of the recordings those that {@link #judge(List)} looks at: what is kept of thousands of recordings
     * for later.
     */
    float[][] judged(float[][] verdicts) {
        if (alarm.isEmpty()) {
            return verdicts;
        }
        float[][] kept = new float[verdicts.length][];
        int peak = peak(verdicts);
        if (peak >= 0) {
            kept[peak] = verdicts[peak];
        }
        return kept;
    }

    /** One verdict a recording: the instant at which the alarm's label is most probable, as whoever waits for an alarm sees it. */
    private void judgePeak(RecordingOutputs recording, float[][] verdicts, Judged.Builder judged) {
        int label = labels.indexOf(alarm.orElseThrow());
        boolean known = false;
        int truth = 1 - label;
        for (int instant = 0; instant < recording.instants(); instant++) {
            known |= recording.truth()[instant] != RecordingOutputs.UNKNOWN;
            truth = recording.truth()[instant] == label ? label : truth;
        }
        int peak = peak(verdicts);
        if (known && peak >= 0) {
            judged.add(verdicts[peak], truth);
        }
    }

    /** The instant at which the alarm's label is most probable, the first of them where several are equal; -1 without a verdict. */
    private int peak(float[][] verdicts) {
        int label = labels.indexOf(alarm.orElseThrow());
        int peak = -1;
        for (int instant = 0; instant < verdicts.length; instant++) {
            if (verdicts[instant] != null && (peak < 0 || verdicts[instant][label] > verdicts[peak][label])) {
                peak = instant;
            }
        }
        return peak;
    }
}
