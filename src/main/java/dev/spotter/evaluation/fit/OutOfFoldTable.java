package dev.spotter.evaluation.fit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What members said of people that they have not seen: verdict instants by members by labels, with the truth. All that
 * {@code fit} learns from, and all that it measures on.
 *
 * @param labels what the probabilities are of
 * @param members the models, in the order of the outputs
 * @param recordings at least one
 */
public record OutOfFoldTable(List<String> labels, List<String> members, List<RecordingOutputs> recordings) {
    public OutOfFoldTable {
        labels = List.copyOf(labels);
        members = List.copyOf(members);
        recordings = List.copyOf(recordings);
        for (RecordingOutputs recording : recordings) {
            for (float[][] instant : recording.said()) {
                if (instant.length != members.size()) {
                    throw new IllegalArgumentException("recording '%s' has outputs of %d members, the table of %d"
                            .formatted(recording.name(), instant.length, members.size()));
                }
            }
        }
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
                recordings.stream()
                        .filter(recording -> !subjects.contains(recording.subject()))
                        .toList());
    }

    /** The recordings of these people. */
    public OutOfFoldTable of(Set<String> subjects) {
        return new OutOfFoldTable(
                labels,
                members,
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
                recordings.stream().map(one -> ofMembers(one, which)).toList());
    }

    private static RecordingOutputs ofMembers(RecordingOutputs recording, int[] which) {
        float[][][] said = new float[recording.instants()][which.length][];
        for (int instant = 0; instant < said.length; instant++) {
            for (int member = 0; member < which.length; member++) {
                said[instant][member] = recording.said()[instant][which[member]];
            }
        }
        return new RecordingOutputs(
                recording.name(), recording.subject(), recording.timesNanos(), recording.truth(), said);
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
        return judge(recordings.stream()
                .map(recording -> {
                    float[][] alone = new float[recording.instants()][];
                    for (int instant = 0; instant < alone.length; instant++) {
                        alone[instant] = recording.said()[instant][member];
                    }
                    return alone;
                })
                .toList());
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
            for (int instant = 0; instant < recording.instants(); instant++) {
                if (recording.complete(instant) && verdicts.get(i)[instant] != null) {
                    judged.add(verdicts.get(i)[instant], recording.truth()[instant]);
                }
            }
        }
        return judged.build();
    }
}
