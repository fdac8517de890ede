package dev.spotter.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.SharedFiles;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelStore;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.Softmax;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.WindowSource;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.TfLite;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Locks down that what shipped members say in their ensemble is the softmax of their logits over the package's temperature,
 * calibrated by the ensemble: whichever of the two applies which temperature, and however it comes to its powers.
 */
class TemperedMembersTest {
    private static final List<String> CHANNELS = List.of(
            "acceleration-x", "acceleration-y", "acceleration-z", "angular-rate-x", "angular-rate-y", "angular-rate-z");

    @Test
    void a_member_says_its_softmax_calibrated_once() {
        ModelStore store = new ModelStore(List.of(SharedFiles.home().resolve("models-tflite")));
        TfLite tfLite = TfLite.load(null, LoadedLibrary.dataFolder());
        for (String name : List.of("exercise", "exercise-stacking", "fall-waist")) {
            EnsemblePackage definition =
                    EnsemblePackage.read(store.ensembleFolder(name).orElseThrow());
            List<WindowClassifier> bare = members(tfLite, store, definition);
            List<Member> members = members(tfLite, store, definition).stream()
                    .map(ModelMember::new)
                    .map(Member.class::cast)
                    .toList();
            WindowSource source = new WindowSource(CHANNELS, 50);
            bare.forEach(member -> member.bind(source));
            Noise noise = new Noise();
            float[] verdict = new float[definition.labels().size()];
            float[] expected = new float[verdict.length];
            try (EnsembleClassifier classifier = new EnsembleClassifier(definition, members)) {
                classifier.bind(new WindowSource(CHANNELS, 50));
                for (int step = 0; step < 50; step++) {
                    noise.next();
                    classifier.classify(noise, step * 200_000_000L, verdict);
                    for (int member = 0; member < bare.size(); member++) {
                        WindowClassifier one = bare.get(member);
                        one.output(noise, expected);
                        Softmax.ofLogits(expected, one.model().temperature(), expected);
                        definition.members().get(member).calibration().apply(expected);
                        assertThat(one.labels()).isEqualTo(definition.labels());
                        assertThat(classifier.ensemble().said(member))
                                .as("%s of %s, step %d", one.model().name(), name, step)
                                .containsExactly(expected, within(1e-6f));
                    }
                }
            }
            bare.forEach(WindowClassifier::close);
        }
    }

    private static List<WindowClassifier> members(TfLite tfLite, ModelStore store, EnsemblePackage definition) {
        return definition.memberNames().stream()
                .map(member -> WindowClassifier.open(tfLite, store.find(member), AcceleratorConfiguration.CPU))
                .toList();
    }

    /** Samples of which nobody counts how many are new. */
    private static final class Noise implements SampleWindow {
        private final Random random = new Random(4);
        private final float[] values = new float[CHANNELS.size() * 300];

        void next() {
            double size = Math.exp(random.nextGaussian());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * size * (i % CHANNELS.size() < 3 ? 1 : 100));
            }
        }

        @Override
        public int channels() {
            return CHANNELS.size();
        }

        @Override
        public int available() {
            return values.length / CHANNELS.size();
        }

        @Override
        public float value(int channel, int samplesAgo) {
            return values[samplesAgo * CHANNELS.size() + channel];
        }
    }
}
