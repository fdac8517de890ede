package dev.spotter.ensemble;

import static dev.spotter.ensemble.Definitions.LABELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Locks down what each combination makes of what its members say, with all of them and without some. */
class CombinationTest {
    private static final float[] BENCH = {0.8f, 0.1f, 0.1f};
    private static final float[] SQUAT = {0.2f, 0.7f, 0.1f};
    private static final float[] REST = {0.1f, 0.2f, 0.7f};

    @Test
    void a_vote_is_the_share_of_the_members_that_are_for_a_label() {
        assertThat(verdict(Definitions.of(new Combination.Vote(), "a", "b", "c"), BENCH, SQUAT, SQUAT))
                .containsExactly(new float[] {1 / 3f, 2 / 3f, 0}, within(1e-6f));
    }

    @Test
    void boosting_weighs_votes_by_alpha_and_gives_the_softmax_of_the_sums() {
        EnsemblePackage definition = Definitions.of(new Combination.Boosting(List.of(1.0, 0.6, 0.7)), "a", "b", "c");
        // squat has 1.3, bench 1, rest 0
        double sum = Math.exp(1.3) + Math.exp(1) + 1;
        assertThat(verdict(definition, BENCH, SQUAT, SQUAT))
                .containsExactly(
                        new float[] {(float) (Math.exp(1) / sum), (float) (Math.exp(1.3) / sum), (float) (1 / sum)},
                        within(1e-6f));
    }

    @Test
    void boosting_ends_early_where_the_rest_cannot_change_the_verdict_and_says_the_same_as_if_it_had_not() {
        EnsemblePackage definition = Definitions.of(new Combination.Boosting(List.of(1.0, 0.6, 0.3)), "a", "b", "c");
        ScriptedMember third = ScriptedMember.saying("c", LABELS, REST);
        float[] early = new float[3];
        try (EnsembleClassifier classifier = new EnsembleClassifier(
                definition,
                List.of(ScriptedMember.saying("a", LABELS, BENCH), ScriptedMember.saying("b", LABELS, BENCH), third))) {
            classifier.classify(null, 0, early);
            assertThat(classifier.ensemble().counted(2)).isFalse();
            assertThat(classifier.ensemble().missed())
                    .as("not asked is not missed")
                    .isEmpty();
            assertThat(classifier.ensemble().problems()).isEmpty();
        }
        assertThat(third.runs).hasValue(0);
        assertThat(early).containsExactly(verdict(definition, BENCH, BENCH, REST));
    }

    @Test
    void boosting_asks_everybody_while_the_rest_can_still_change_the_verdict() {
        ScriptedMember third = ScriptedMember.saying("c", LABELS, REST);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier = new EnsembleClassifier(
                Definitions.of(new Combination.Boosting(List.of(0.5, 0.6, 0.7)), "a", "b", "c"),
                List.of(ScriptedMember.saying("a", LABELS, BENCH), ScriptedMember.saying("b", LABELS, SQUAT), third))) {
            classifier.classify(null, 0, verdict);
        }
        assertThat(third.runs).hasValue(1);
        assertThat(verdict[2]).isGreaterThan(verdict[1]).isGreaterThan(verdict[0]);
    }

    @Test
    void stacking_is_a_logistic_regression_over_log_probabilities() {
        // the second member's log probabilities alone, doubled
        List<List<Double>> weights = new ArrayList<>(Collections.nCopies(3, List.of(0.0, 0.0, 0.0)));
        weights.add(List.of(2.0, 0.0, 0.0));
        weights.add(List.of(0.0, 2.0, 0.0));
        weights.add(List.of(0.0, 0.0, 2.0));
        EnsemblePackage definition =
                Definitions.of(new Combination.Stacking(weights, List.of(0.0, 0.0, 0.0)), "a", "b");
        float sum = 0.04f + 0.49f + 0.01f;
        assertThat(verdict(definition, BENCH, SQUAT))
                .containsExactly(new float[] {0.04f / sum, 0.49f / sum, 0.01f / sum}, within(1e-5f));
        // for the missing one stands what the other says
        float other = 0.64f + 0.01f + 0.01f;
        assertThat(verdict(definition, BENCH, null))
                .containsExactly(new float[] {0.64f / other, 0.01f / other, 0.01f / other}, within(1e-5f));
    }

    @Test
    void a_meta_model_takes_the_members_log_probabilities_as_channels() {
        List<Float> seen = new ArrayList<>();
        EnsemblePackage definition =
                Definitions.of(new Combination.StackingModel("meta", java.util.Optional.empty()), "a", "b");
        List<String> channels = new ArrayList<>();
        Member meta = new Member() {
            private SampleWindow window;

            @Override
            public String name() {
                return "meta";
            }

            @Override
            public String version() {
                return "1.0.0";
            }

            @Override
            public List<String> labels() {
                return List.of("rest", "squat", "bench");
            }

            @Override
            public double rateHz() {
                return 50;
            }

            @Override
            public int windowSamples() {
                return 1;
            }

            @Override
            public void bind(WindowSource source) {
                channels.addAll(source.channels());
            }

            @Override
            public void prepare(SampleWindow given) {
                window = given;
            }

            @Override
            public void run(float[] probabilities) {
                for (int channel = 0; channel < window.channels(); channel++) {
                    seen.add(window.value(channel, 0));
                }
                probabilities[0] = 0.1f;
                probabilities[1] = 0.2f;
                probabilities[2] = 0.7f;
            }

            @Override
            public void close() {}
        };
        Ensemble ensemble = new Ensemble(definition, Definitions.labelsOf(definition), meta);
        ensemble.hear(0, BENCH);
        ensemble.hear(1, new float[] {1, 0, 0});
        float[] verdict = new float[3];
        ensemble.verdict(0, verdict);
        assertThat(verdict).containsExactly(new float[] {0.7f, 0.2f, 0.1f}, within(1e-6f));
        assertThat(channels).containsExactly("a.bench", "a.squat", "a.rest", "b.bench", "b.squat", "b.rest");
        assertThat(seen.get(0)).isCloseTo((float) Math.log(0.8), within(1e-5f));
        assertThat(seen.get(4)).as("a quantized zero").isCloseTo((float) Math.log(1e-4), within(1e-5f));

        assertThatThrownBy(() -> new Ensemble(definition, Definitions.labelsOf(definition)))
                .isInstanceOfSatisfying(
                        EnsembleException.class, e -> assertThat(e.code()).isEqualTo("meta-model-missing"));
    }

    @Test
    void a_cascade_asks_the_dear_members_only_where_the_cheap_one_is_not_sure() {
        ScriptedMember cheap = ScriptedMember.saying("a", LABELS, BENCH);
        ScriptedMember dear = ScriptedMember.saying("b", LABELS, SQUAT);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier =
                new EnsembleClassifier(Definitions.of(new Combination.Cascade(0.75), "a", "b"), List.of(cheap, dear))) {
            classifier.classify(null, 0, verdict);
        }
        assertThat(dear.runs).hasValue(0);
        assertThat(verdict).containsExactly(BENCH);

        try (EnsembleClassifier classifier =
                new EnsembleClassifier(Definitions.of(new Combination.Cascade(0.9), "a", "b"), List.of(cheap, dear))) {
            classifier.classify(null, 0, verdict);
        }
        assertThat(dear.runs).hasValue(1);
        assertThat(verdict).containsExactly(new float[] {0.5f, 0.4f, 0.1f}, within(1e-6f));
    }

    @Test
    void a_cascade_whose_cheap_member_fails_asks_the_others() {
        ScriptedMember cheap = new ScriptedMember("a", LABELS, _ -> {
            throw new IllegalStateException("no accelerator");
        });
        ScriptedMember dear = ScriptedMember.saying("b", LABELS, SQUAT);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier =
                new EnsembleClassifier(Definitions.of(new Combination.Cascade(0.9), "a", "b"), List.of(cheap, dear))) {
            classifier.classify(null, 0, verdict);
            assertThat(classifier.ensemble().missed()).containsExactly("a");
        }
        assertThat(verdict).containsExactly(SQUAT);
    }

    @Test
    void a_verdict_without_some_members_has_the_calibration_that_names_most_of_them() {
        EnsemblePackage definition = Definitions.of(
                new Combination.Mean(),
                Calibration.NONE,
                List.of(
                        new Degraded(List.of("a"), new Calibration.Temperature(2)),
                        new Degraded(List.of("a", "b"), new Calibration.Temperature(4))),
                "a",
                "b",
                "c");
        float[] certain = {1, 0, 0};
        assertThat(verdict(definition, REST, REST, REST)).containsExactly(REST, within(1e-6f));
        assertThat(verdict(definition, null, REST, REST)).containsExactly(tempered(REST, 2), within(1e-6f));
        assertThat(verdict(definition, null, null, REST)).containsExactly(tempered(REST, 4), within(1e-6f));
        assertThat(verdict(definition, null, REST, null)).containsExactly(tempered(REST, 2), within(1e-6f));
        assertThat(verdict(definition, certain, null, certain)).containsExactly(certain, within(1e-6f));
    }

    @Test
    void platt_shifts_and_scales_the_log_odds_of_the_second_label() {
        float[] probabilities = {0.8f, 0.2f};
        new Calibration.Platt(2, Math.log(16)).apply(probabilities);
        // log odds of 1/4, doubled, and 16 times: 1
        assertThat(probabilities).containsExactly(new float[] {0.5f, 0.5f}, within(1e-6f));
        float[] certain = {1, 0};
        new Calibration.Platt(1, 0).apply(certain);
        assertThat(certain[1]).isCloseTo(1e-6f, within(1e-7f));
    }

    @Test
    void the_verdict_is_never_anything_but_probabilities() {
        for (Combination combination : List.of(
                new Combination.Mean(),
                new Combination.Vote(),
                new Combination.Boosting(List.of(1.0, 2.0)),
                new Combination.Cascade(0.99))) {
            float[] verdict =
                    verdict(Definitions.of(combination, "a", "b"), new float[] {1, 0, 0}, new float[] {0, 0, 1});
            assertThat(verdict[0] + verdict[1] + verdict[2]).isCloseTo(1, within(1e-5f));
        }
    }

    private static float[] tempered(float[] probabilities, double temperature) {
        float[] tempered = probabilities.clone();
        new Calibration.Temperature(temperature).apply(tempered);
        return tempered;
    }

    /** The verdict where each member says this; {@code null} for one that is missing. */
    private static float[] verdict(EnsemblePackage definition, float[]... said) {
        Ensemble ensemble = new Ensemble(definition, Definitions.labelsOf(definition));
        for (int member = 0; member < said.length; member++) {
            if (said[member] == null) {
                ensemble.leaveOut(member, "it is not there");
            } else {
                ensemble.hear(member, said[member]);
            }
        }
        float[] verdict = new float[LABELS.size()];
        ensemble.verdict(0, verdict);
        return verdict;
    }
}
