package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A model over the members' log probabilities. */
final class StackingModelCombiner implements Combiner {
    private final MemberLogs logs;
    private final Member meta;
    private final int[] order;
    private final float[] said;
    private final SampleWindow sample;

    /**
     * @param meta takes one sample of a channel {@code MEMBER.LABEL} for each label of each member
     * @throws EnsembleException {@code labels-differ}, or what the model refuses of the channels
     */
    StackingModelCombiner(EnsemblePackage definition, Member meta) {
        List<String> labels = definition.labels();
        if (!new HashSet<>(meta.labels()).equals(new HashSet<>(labels))) {
            throw new EnsembleException(
                    "labels-differ",
                    "ensemble '%s' tells apart %s, but its meta-model '%s' tells apart %s"
                            .formatted(
                                    definition.name(),
                                    String.join(", ", labels),
                                    meta.name(),
                                    String.join(", ", meta.labels())));
        }
        logs = new MemberLogs(definition.members().size(), labels.size());
        this.meta = meta;
        order = labels.stream().mapToInt(meta.labels()::indexOf).toArray();
        said = new float[labels.size()];
        sample = new Sample(logs.values());
        List<String> channels = new ArrayList<>();
        definition.memberNames().forEach(member -> labels.forEach(label -> channels.add(member + "." + label)));
        meta.bind(new WindowSource(channels, meta.rateHz()));
    }

    @Override
    public void combine(float[][] memberSaid, boolean[] heard, float[] verdict) {
        logs.of(memberSaid, heard);
        meta.classify(sample, said);
        for (int label = 0; label < verdict.length; label++) {
            verdict[label] = said[order[label]];
        }
    }

    /** One sample as a window. */
    private record Sample(float[] values) implements SampleWindow {
        @Override
        public int channels() {
            return values.length;
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public float value(int channel, int samplesAgo) {
            return values[channel];
        }
    }
}
