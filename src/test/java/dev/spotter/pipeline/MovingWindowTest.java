package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuChannels;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowClassifier;
import dev.spotter.model.WindowSource;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.TfLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Locks down that a window of which only the new samples are quantized says what a whole one says, gaps and all. */
class MovingWindowTest {
    @Test
    void only_the_new_samples_are_looked_at_and_the_verdict_is_the_same_to_the_last_bit() {
        ModelStore store = new ModelStore(List.of(SharedFiles.home().resolve("models-tflite")));
        TfLite tfLite = TfLite.load(null, LoadedLibrary.dataFolder());
        Random random = new Random(11);
        SampleRing ring = new SampleRing(260, ImuChannels.ALL.size());
        SampleWindow whole = new Uncounted(ring);
        String name = store.list().stream()
                .filter(model -> model.name().startsWith("exercise-"))
                .findFirst()
                .orElseThrow()
                .name();
        try (WindowClassifier moving = open(tfLite, store, name);
                WindowClassifier fresh = open(tfLite, store, name)) {
            float[] moved = new float[moving.labels().size()];
            float[] expected = new float[moved.length];
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(40) == 0) {
                    ring.clear();
                }
                add(ring, 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 20), random);
                moving.output(ring, moved);
                fresh.output(whole, expected);
                assertThat(moved).as("step %d", step).containsExactly(expected);
            }
        }
    }

    @Test
    void models_that_share_a_source_say_what_each_says_alone() {
        ModelStore store = new ModelStore(List.of(SharedFiles.home().resolve("models-tflite")));
        TfLite tfLite = TfLite.load(null, LoadedLibrary.dataFolder());
        for (String family : List.of("exercise-", "fall-waist-", "fall-wrist-")) {
            Random random = new Random(12);
            WindowSource source = new WindowSource(ImuChannels.ALL, 50);
            SampleRing ring = new SampleRing(410, ImuChannels.ALL.size());
            List<WindowClassifier> sharing = new ArrayList<>();
            List<WindowClassifier> alone = new ArrayList<>();
            for (ModelPackage model : store.list()) {
                if (model.name().startsWith(family)) {
                    sharing.add(WindowClassifier.open(tfLite, model, AcceleratorConfiguration.CPU));
                    sharing.getLast().bind(source);
                    alone.add(open(tfLite, store, model.name()));
                }
            }
            assertThat(sharing).hasSizeGreaterThan(3);
            for (int step = 0; step < 120; step++) {
                if (random.nextInt(40) == 0) {
                    ring.clear();
                }
                add(ring, 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 20), random);
                for (int model = 0; model < sharing.size(); model++) {
                    if (random.nextInt(10) == 0) {
                        continue; // a member that is left out once
                    }
                    float[] said = new float[sharing.get(model).labels().size()];
                    float[] expected = new float[said.length];
                    sharing.get(model).classify(ring, said);
                    alone.get(model).classify(new Uncounted(ring), expected);
                    assertThat(said).as("%s, step %d", family, step).containsExactly(expected);
                }
            }
            sharing.forEach(WindowClassifier::close);
            alone.forEach(WindowClassifier::close);
        }
    }

    @Test
    void many_samples_at_once_are_those_that_are_read_one_by_one() {
        Random random = new Random(13);
        SampleRing ring = new SampleRing(37, 3);
        for (int step = 0; step < 500; step++) {
            ring.add(new float[] {random.nextFloat(), step, -step});
            int ago = random.nextInt(ring.available());
            int count = 1 + random.nextInt(ago + 1);
            float[] many = new float[3 * count];
            float[] oneByOne = new float[3 * count];
            ring.read(ago, count, many);
            new Uncounted(ring).read(ago, count, oneByOne);
            assertThat(many).as("step %d", step).containsExactly(oneByOne);
        }
    }

    private static void add(SampleRing ring, int count, Random random) {
        float[] sample = new float[6];
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < 6; channel++) {
                sample[channel] = (float) random.nextGaussian() * (channel < 3 ? 1 : 100);
            }
            ring.add(sample);
        }
    }

    private static WindowClassifier open(TfLite tfLite, ModelStore store, String name) {
        WindowClassifier classifier = WindowClassifier.open(tfLite, store.find(name), AcceleratorConfiguration.CPU);
        classifier.bind(new WindowSource(ImuChannels.ALL, 50));
        return classifier;
    }

    /** The same samples, of which nobody says how many are new. */
    private record Uncounted(SampleWindow samples) implements SampleWindow {
        @Override
        public int channels() {
            return samples.channels();
        }

        @Override
        public int available() {
            return samples.available();
        }

        @Override
        public float value(int channel, int samplesAgo) {
            return samples.value(channel, samplesAgo);
        }
    }
}
