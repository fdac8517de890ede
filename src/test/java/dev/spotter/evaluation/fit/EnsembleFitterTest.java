package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.evaluation.EvaluationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fits on members whose merits are known, and judged on people that the fit has not seen. */
class EnsembleFitterTest {
    private static final List<String> LABELS = List.of("squat", "bench", "rest");
    private static final List<String> MEMBERS = List.of("first", "second", "third");
    private static final List<String> ALARM = List.of("daily", "fall");

    @Test
    void the_mean_of_overstated_members_is_calibrated_for_people_that_it_was_not_fitted_on() {
        OutOfFoldTable table = people(5, (_, truth, random) -> {
            double[] logits = SyntheticTable.noisy(3, truth, 1.2, random);
            for (int i = 0; i < 3; i++) {
                logits[i] *= 3;
            }
            return logits;
        });
        EnsembleFitter fitter = fitter(new FitSpec.Way.Mean(), true);
        EnsemblePackage fitted = fitter.fit(table);

        assertThat(fitted.members())
                .allSatisfy(member -> assertThat(((Calibration.Temperature) member.calibration()).temperature())
                        .isGreaterThan(2));
        // each set of missing members, which is neither nobody nor everybody
        assertThat(fitted.degraded()).hasSize(6);
        NestedMeasure nested = NestedMeasure.of(fitter, table, _ -> {});
        assertThat(Figures.of(nested.whole()).ece()).isLessThan(0.03);
        assertThat(Figures.of(nested.without().get("first")).ece()).isLessThan(0.04);
        assertThat(Figures.of(nested.whole()).accuracy())
                .isGreaterThan(Figures.of(nested.smoothed().get("first")).accuracy());
    }

    @Test
    void stacking_learns_whom_to_trust_with_what() {
        // the first knows squats from the rest, the second bench presses, the third nothing
        OutOfFoldTable table = people(4, (member, truth, random) -> {
            double[] logits = SyntheticTable.noisy(3, truth, 0, random);
            if (member == 0) {
                logits[0] += truth == 0 ? 3 : -3;
            } else if (member == 1) {
                logits[1] += truth == 1 ? 3 : -3;
            }
            return logits;
        });
        Figures mean = Figures.of(NestedMeasure.of(fitter(new FitSpec.Way.Mean(), true), table, _ -> {})
                .whole());
        EnsembleFitter fitter = fitter(new FitSpec.Way.Stacking(StackingFit.STRENGTHS), true);
        Figures stacked = Figures.of(NestedMeasure.of(fitter, table, _ -> {}).whole());
        assertThat(stacked.accuracy()).isGreaterThan(0.9).isGreaterThan(mean.accuracy() + 0.02);
        assertThat(stacked.ece()).isLessThan(0.03);
        Combination.Stacking stacking = (Combination.Stacking) fitter.fit(table).combination();
        assertThat(Math.abs(stacking.weights().get(6).get(0)))
                .as("what the third says of squats")
                .isLessThan(Math.abs(stacking.weights().get(0).get(0)));
    }

    @Test
    void on_noise_the_honest_figure_is_that_of_chance_whatever_was_learnt() {
        OutOfFoldTable table = people(6, (_, _, random) -> SyntheticTable.noisy(3, 0, 0, random));
        for (FitSpec.Way way :
                List.of(new FitSpec.Way.Stacking(List.of(1e-6)), new FitSpec.Way.Boosting(3), new FitSpec.Way.Mean())) {
            EnsembleFitter fitter = fitter(way, false);
            assertThat(Figures.of(NestedMeasure.of(fitter, table, _ -> {}).whole())
                            .accuracy())
                    .as(way.word())
                    .isCloseTo(1 / 3.0, within(0.05));
        }
    }

    @Test
    void boosting_begins_with_the_member_that_errs_least_and_leaves_out_who_adds_nothing() {
        OutOfFoldTable table = people(
                5,
                (member, truth, random) -> member == 2
                        ? SyntheticTable.noisy(3, truth, 5, random)
                        : SyntheticTable.noisy(3, truth, 0, random));
        EnsemblePackage fitted = fitter(new FitSpec.Way.Boosting(3), true).fit(table);
        assertThat(fitted.memberNames()).hasSize(2).startsWith("third");
        List<Double> alphas = ((Combination.Boosting) fitted.combination()).alphas();
        assertThat(alphas.get(0)).isGreaterThan(alphas.get(1));
        assertThat(fitted.bestMember()).contains("third");
    }

    @Test
    void a_cascade_believes_its_first_member_as_often_as_costs_no_accuracy() {
        // the first is right where it is sure, the others are always right
        OutOfFoldTable table = people(4, (member, truth, random) -> {
            double[] logits = new double[3];
            boolean sure = random.nextBoolean();
            logits[member == 0 && !sure ? random.nextInt(3) : truth] = member == 0 && !sure ? 0.5 : 5;
            return logits;
        });
        EnsemblePackage fitted = fitter(new FitSpec.Way.Cascade(0.002), false).fit(table);
        double confidence = ((Combination.Cascade) fitted.combination()).confidence();
        assertThat(confidence).isBetween(0.45, 0.99);
        assertThat(Figures.of(table.judge(EnsembleReplay.verdicts(fitted, table)))
                        .accuracy())
                .isGreaterThan(0.997);
        // sure in half of the cases, and then nobody else is asked
        assertThat(EnsembleReplay.shares(fitted, table).get("first")).isEqualTo(1);
        assertThat(EnsembleReplay.shares(fitted, table).get("third")).isCloseTo(0.5, within(0.05));
    }

    @Test
    void a_person_in_whose_place_another_is_put_changes_nothing_that_is_said_of_them() {
        // nested: what is fitted for a person must not depend on that person's truth
        SyntheticTable.Voice voice = (_, truth, random) -> SyntheticTable.noisy(3, truth, 1.5, random);
        OutOfFoldTable table = people(3, voice);
        OutOfFoldTable lied = new OutOfFoldTable(
                LABELS,
                MEMBERS,
                table.recordings().stream()
                        .map(one -> one.subject().equals("P0")
                                ? new RecordingOutputs(
                                        one.name(),
                                        one.subject(),
                                        one.timesNanos(),
                                        java.util.Arrays.stream(one.truth())
                                                .map(label -> (label + 1) % 3)
                                                .toArray(),
                                        one.members(),
                                        one.outputs())
                                : one)
                        .toList());
        EnsembleFitter fitter = fitter(new FitSpec.Way.Stacking(StackingFit.STRENGTHS), true);
        EnsemblePackage honest = fitter.fit(table.without(Set.of("P0")));
        assertThat(fitter.fit(lied.without(Set.of("P0")))).isEqualTo(honest);
        assertThat(fitter.fit(lied)).isNotEqualTo(fitter.fit(table));
    }

    @Test
    void two_fits_are_alike_to_the_last_digit() {
        SyntheticTable.Voice voice = (_, truth, random) -> SyntheticTable.noisy(3, truth, 1.5, random);
        for (FitSpec.Way way : List.of(
                new FitSpec.Way.Mean(),
                new FitSpec.Way.Vote(),
                new FitSpec.Way.Boosting(3),
                new FitSpec.Way.Stacking(StackingFit.STRENGTHS),
                new FitSpec.Way.Cascade(0.01))) {
            assertThat(fitter(way, true).fit(people(3, voice)))
                    .isEqualTo(fitter(way, true).fit(people(3, voice)));
        }
    }

    @Test
    void of_several_classes_one_may_be_absent() {
        SyntheticTable synthetic = new SyntheticTable(1, LABELS, MEMBERS);
        for (String subject : List.of("A", "B")) {
            for (int label = 0; label < 2; label++) {
                synthetic.recording(
                        subject, label, 50, (_, truth, random) -> SyntheticTable.noisy(3, truth, 2, random));
            }
        }
        EnsemblePackage fitted =
                fitter(new FitSpec.Way.Stacking(StackingFit.STRENGTHS), true).fit(synthetic.table());
        Combination.Stacking stacking = (Combination.Stacking) fitted.combination();
        assertThat(stacking.bias().get(2)).isZero();
        assertThat(stacking.weights().get(2).get(2)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void of_two_classes_none_may_be_absent() {
        SyntheticTable synthetic = new SyntheticTable(1, ALARM, MEMBERS);
        synthetic.recording("A", 0, 50, (_, truth, random) -> SyntheticTable.noisy(2, truth, 2, random));
        synthetic.recording("B", 0, 50, (_, truth, random) -> SyntheticTable.noisy(2, truth, 2, random));
        assertThatThrownBy(() -> fitter(new FitSpec.Way.Mean(), true).fit(synthetic.table()))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("class-absent"))
                .hasMessageContaining("'fall' never occurs in the recordings of A, B");
    }

    @Test
    void two_labels_are_calibrated_by_slope_and_offset_and_alarm_where_the_spec_wants_it() {
        SyntheticTable synthetic = new SyntheticTable(2, ALARM, MEMBERS);
        for (int person = 0; person < 5; person++) {
            for (int recording = 0; recording < 8; recording++) {
                synthetic.recording(
                        "P" + person,
                        recording % 2,
                        20,
                        (_, truth, random) -> SyntheticTable.noisy(2, truth, 1.5, random));
            }
        }
        FitSpec spec =
                spec(new FitSpec.Way.Mean(), true, Optional.of(new FitSpec.Aim("fall", 0.95)), Duration.ofSeconds(1));
        EnsembleFitter fitter = new EnsembleFitter(spec, Path.of("alarm"), Map.of());
        EnsemblePackage fitted = fitter.fit(synthetic.table());
        assertThat(fitted.calibration()).isInstanceOf(Calibration.Platt.class);
        assertThat(fitted.operatingPoint().orElseThrow().label()).isEqualTo("fall");
        NestedMeasure.Alarms alarms =
                NestedMeasure.of(fitter, synthetic.table(), _ -> {}).alarms();
        assertThat(alarms.positives()).isEqualTo(20);
        assertThat(alarms.negatives()).isEqualTo(20);
        assertThat(alarms.sensitivity()).isGreaterThan(0.9);
        assertThat(alarms.specificity()).isGreaterThan(0.8);
        FitSpec said =
                spec(new FitSpec.Way.Mean(), true, Optional.of(FitSpec.Aim.above("fall", 0.5)), Duration.ofSeconds(1));
        EnsemblePackage even = new EnsembleFitter(said, Path.of("alarm"), Map.of()).fit(synthetic.table());
        assertThat(even.operatingPoint()).contains(new EnsemblePackage.OperatingPoint("fall", 0.5));
        assertThat(even.calibration()).isEqualTo(fitted.calibration());
    }

    @Test
    void an_operating_point_of_an_unknown_label_is_refused() {
        FitSpec spec = spec(new FitSpec.Way.Mean(), true, Optional.of(new FitSpec.Aim("trip", 0.9)), Duration.ZERO);
        OutOfFoldTable table = people(2, (_, truth, random) -> SyntheticTable.noisy(3, truth, 2, random));
        assertThatThrownBy(() -> new EnsembleFitter(spec, Path.of("x"), Map.of()).fit(table))
                .isInstanceOfSatisfying(EvaluationException.class, e -> assertThat(e.code())
                        .isEqualTo("operating-point-label-unknown"));
    }

    private static OutOfFoldTable people(int count, SyntheticTable.Voice voice) {
        SyntheticTable synthetic = new SyntheticTable(count, LABELS, MEMBERS);
        for (int person = 0; person < count; person++) {
            synthetic.person("P" + person, 200, voice);
        }
        return synthetic.table();
    }

    private static EnsembleFitter fitter(FitSpec.Way way, boolean calibrateMembers) {
        return new EnsembleFitter(
                spec(way, calibrateMembers, Optional.empty(), Duration.ZERO), Path.of("synthetic"), Map.of());
    }

    private static FitSpec spec(
            FitSpec.Way way, boolean calibrateMembers, Optional<FitSpec.Aim> aim, Duration smoothing) {
        return new FitSpec(
                "synthetic",
                "1.0.0",
                "",
                "imu-exercise",
                Optional.empty(),
                way,
                MEMBERS,
                smoothing,
                7,
                calibrateMembers,
                aim,
                List.of(),
                List.of(),
                List.of());
    }
}
