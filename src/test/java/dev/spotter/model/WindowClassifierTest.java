package dev.spotter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.spotter.SharedFiles;
import dev.spotter.tflite.TfLite;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks down the way of a window through a real recurrent model, to probabilities in the caller's array. */
class WindowClassifierTest {
    private static TfLite tfLite;

    @TempDir
    Path store;

    @BeforeAll
    static void load() {
        tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
    }

    @Test
    void a_recurrent_model_recognises_the_nine_and_remembers_nothing_between_windows() {
        ModelPackage model = ModelPackage.read(DigitPackage.write(store, "digits"));
        Table nine = Table.parse("nine", DigitPackage.nine().getBytes());
        float[] first = new float[10];
        float[] second = new float[10];
        try (WindowClassifier classifier = WindowClassifier.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            classifier.classify(nine, first);
            classifier.classify(nine, second);

            assertThat(classifier.windowSamples()).isEqualTo(28);
            assertThat(classifier.rateHz()).isEqualTo(50);
            assertThat(classifier.problems()).isEmpty();
        }
        assertThat(first[9]).isGreaterThan(0.8f);
        assertThat(sum(first)).isCloseTo(1, within(1e-5));
        assertThat(second).containsExactly(first);
    }

    @Test
    void a_verdict_allocates_nothing_once_warm() {
        ModelPackage model = ModelPackage.read(DigitPackage.write(store, "digits"));
        Table nine = Table.parse("nine", DigitPackage.nine().getBytes());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] verdict = new float[10];
        try (WindowClassifier classifier = WindowClassifier.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            for (int i = 0; i < 5_000; i++) {
                classifier.classify(nine, verdict);
            }
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 1_000; i++) {
                    classifier.classify(nine, verdict);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes in 1,000 verdicts").isZero();
        }
    }

    @Test
    void a_short_window_is_filled_by_the_rule_of_the_package() {
        float[][] samples = {{1, 10}, {2, 20}};
        Table window = new Table(List.of(), List.of(samples));

        assertThat(filled(FillRule.FIRST, window)).containsExactly(1, 10, 1, 10, 1, 10, 1, 10, 2, 20);
        assertThat(filled(FillRule.ZERO, window)).containsExactly(0, 0, 0, 0, 0, 0, 1, 10, 2, 20);
        assertThat(filled(FillRule.CYCLE, window)).containsExactly(2, 20, 1, 10, 2, 20, 1, 10, 2, 20);
    }

    private static float[] filled(FillRule rule, SampleWindow window) {
        float[] values = new float[10];
        for (int ago = 4, at = 0; ago >= 0; ago--) {
            for (int channel = 0; channel < 2; channel++) {
                values[at++] = rule.value(window, channel, ago);
            }
        }
        return values;
    }

    @Test
    void windows_that_do_not_fit_are_refused() {
        ModelPackage model = ModelPackage.read(DigitPackage.write(store, "digits"));
        try (WindowClassifier classifier = WindowClassifier.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            refused(
                    "wrong-channels",
                    () -> classifier.classify(new Table(List.of(), List.of(new float[6])), new float[10]));
            float[] broken = new float[28];
            broken[3] = Float.NaN;
            refused("not-finite", () -> classifier.classify(new Table(List.of(), List.of(broken)), new float[10]));
        }
        Path wrong = DigitPackage.write(store, "wrong", yaml -> yaml.replace("samples: 28", "samples: 27"));
        refused(
                "wrong-tensor-shape",
                () -> WindowClassifier.open(tfLite, ModelPackage.read(wrong), AcceleratorConfiguration.CPU));
    }

    @Test
    void a_missing_accelerator_falls_back_and_says_so_or_refuses_the_model() {
        ModelPackage model = ModelPackage.read(DigitPackage.write(store, "digits"));
        Path library = store.resolve("libnothing.so").toAbsolutePath();
        var alone = new AcceleratorConfiguration.ExternalDelegate(library, Map.of(), Optional.empty());
        var spare = new AcceleratorConfiguration.ExternalDelegate(
                library, Map.of(), Optional.of(new AcceleratorConfiguration.Xnnpack(2)));

        refused("delegate-library-missing", () -> WindowClassifier.open(tfLite, model, alone));
        try (WindowClassifier classifier = WindowClassifier.open(tfLite, model, spare)) {
            assertThat(classifier.problems()).containsOnlyKeys("accelerator-fallback");
            assertThat(classifier.problems().get("accelerator-fallback"))
                    .contains(
                            "digits runs on the processor (XNNPACK, 2 threads)",
                            "libnothing.so",
                            "delegate-library-missing");
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }
}
