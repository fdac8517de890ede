package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuChannels;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelStore;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowClassifier;
import dev.spotter.tflite.LoadedLibrary;
import dev.spotter.tflite.TfLite;
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
            float[] sample = new float[6];
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(40) == 0) {
                    ring.clear();
                }
                for (int i = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 20); i > 0; i--) {
                    for (int channel = 0; channel < 6; channel++) {
                        sample[channel] = (float) random.nextGaussian() * (channel < 3 ? 1 : 100);
                    }
                    ring.add(sample);
                }
                moving.output(ring, moved);
                fresh.output(whole, expected);
                assertThat(moved).as("step %d", step).containsExactly(expected);
            }
        }
    }

    private static WindowClassifier open(TfLite tfLite, ModelStore store, String name) {
        WindowClassifier classifier = WindowClassifier.open(tfLite, store.find(name), AcceleratorConfiguration.CPU);
        classifier.bind(ImuChannels.ALL, 50);
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
