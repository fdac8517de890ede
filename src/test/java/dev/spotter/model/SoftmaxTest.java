package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void logits_become_probabilities_and_temperature_softens_them() {
        float[] logits = {2, 0, -1};
        float[] into = new float[3];

        Softmax.ofLogits(logits, 1, into);
        assertThat(into).containsExactly(new float[] {0.8438f, 0.1142f, 0.0420f}, offset(1e-4f));

        Softmax.ofLogits(logits, 2, into);
        assertThat(into).containsExactly(new float[] {0.6285f, 0.2312f, 0.1402f}, offset(1e-4f));
    }

    @Test
    void large_logits_do_not_overflow() {
        float[] into = {10_000, -10_000};
        Softmax.ofLogits(into, 1, into);
        assertThat(into).containsExactly(1, 0);
    }

    @Test
    void probabilities_are_made_to_add_up_and_temperature_softens_them_as_if_they_were_logits() {
        float[] into = new float[3];
        Softmax.ofProbabilities(new float[] {0.8438f, 0.1142f, 0.0420f}, 2, into);
        assertThat(into).containsExactly(new float[] {0.6285f, 0.2312f, 0.1402f}, offset(1e-3f));

        Softmax.ofProbabilities(new float[] {0.5f, 0.25f, 0}, 1, into);
        assertThat(into).containsExactly(new float[] {2 / 3f, 1 / 3f, 0}, offset(1e-6f));

        Softmax.ofProbabilities(new float[] {0, 0, 0}, 1, into);
        assertThat(into).containsExactly(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, offset(1e-6f));
    }
}
