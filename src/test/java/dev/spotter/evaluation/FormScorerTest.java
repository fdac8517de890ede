package dev.spotter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.capture.JudgedPart;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.capture.Series;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.observation.RepetitionForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recordings of 20 s that begin 0.1 s after their time 0, their reference ending at 5 s; verdicts and repetitions by hand. */
class FormScorerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 5;
    private static final List<String> LABELS = List.of("A", "B");

    private final FormScorer scorer = new FormScorer(new MeasuredStage(
            "curl",
            "form",
            Duration.ofNanos(STEP),
            Optional.of("form-imu"),
            Optional.of("repetitions"),
            Set.of("form")));

    // of the recording
    private long zeroNanos;
    private int number;

    @BeforeEach
    void clock() {
        zeroNanos = 100 * SECOND;
    }

    @Test
    void verdicts_count_where_their_window_lies_behind_the_reference() {
        begin("anna", "B", 5, 0, 1, 10);
        // from 0.1 s on; those up to 7.4 s look back to the reference, 63 of 5.0 + 2.4 ... 19.8 s are judged
        for (long at = SECOND / 10; at <= 19.9 * SECOND; at += STEP) {
            verdict(at, at < 7.35 * SECOND || at > 17.35 * SECOND ? 0.9f : 0.2f);
        }
        repetitions(10, 1.5, "B");
        EvaluationReport report = scorer.report(List.of());
        assertThat(report.n()).isEqualTo(63);
        // wrong from 17.4 s on: 13 of them
        assertThat(report.metrics().value("accuracy")).isCloseTo(50 / 63.0, within(1e-9));
        assertThat(report.metrics().values().keySet())
                .containsExactly("accuracy", "repetitionAccuracy", "macroF1", "ece");
        // 50 of 0.8 right, 13 of 0.9 wrong
        assertThat(report.metrics().value("ece")).isCloseTo((50 * 0.2 + 13 * 0.9) / 63, within(1e-6));
        assertThat(report.perSubject()).containsOnlyKeys("anna");
        assertThat(report.members().get("cnn").value("accuracy"))
                .isEqualTo(report.metrics().value("accuracy"));
        assertThat(report.members().get("cnn").value("repetitionAccuracy")).isNaN();
    }

    @Test
    void repetitions_that_end_in_the_reference_are_counted_and_not_judged() {
        begin("anna", "A", 5, 0, 1, 10);
        repetition(1, 3, null);
        repetition(3, 4.9, null);
        repetition(4.9, 6.5, "A");
        repetition(6.5, 8, "A");
        repetition(8, 9.5, "B");
        repetition(9.5, 11, null);
        repetition(11, 12.5, "A");
        EvaluationReport report = scorer.report(List.of());
        assertThat(report.metrics().value("repetitionAccuracy")).isEqualTo(3 / 5.0);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void a_set_of_which_the_agent_found_too_few_or_too_many_is_wrong_as_a_whole() {
        begin("anna", "B", 5, 5, 1, 10);
        // those of the reference are of another set
        repetition(1, 3, null);
        repetition(3, 4.9, null);
        repetitions(6, 1.5, "B");
        begin("ben", "B", 5, 5, 1, 10);
        repetitions(14, 1, "B");
        begin("cleo", "B", 5, 5, 1, 10);
        repetitions(13, 1, "B");
        EvaluationReport report = scorer.report(List.of());
        assertThat(report.perSubject().get("anna").value("repetitionAccuracy")).isZero();
        assertThat(report.perSubject().get("ben").value("repetitionAccuracy")).isZero();
        assertThat(report.perSubject().get("cleo").value("repetitionAccuracy")).isEqualTo(1);
        assertThat(report.metrics().value("repetitionAccuracy")).isCloseTo(13 / 33.0, within(1e-9));
        assertThat(report.notes())
                .containsExactly(
                        "miscounted: anna B, 6 repetitions found, from 7.0 to 13.0 would do; all 10 count as wrong",
                        "miscounted: ben B, 14 repetitions found, from 7.0 to 13.0 would do; all 10 count as wrong");
    }

    @Test
    void of_a_set_that_was_cut_fewer_repetitions_will_do_and_that_is_told() {
        begin("anna", "B", 5, 5, 0.6, 6);
        repetitions(5, 1.5, "B");
        begin("ben", "B", 5, 5, 0.6, 6);
        repetitions(8, 1.5, "B");
        EvaluationReport report = scorer.report(List.of());
        assertThat(report.perSubject().get("anna").value("repetitionAccuracy")).isEqualTo(1);
        assertThat(report.perSubject().get("ben").value("repetitionAccuracy")).isZero();
        assertThat(report.notes())
                .containsExactly(
                        "cut: anna B, of which all sensors hold 60 %; 5 repetitions found, from 4.2 to 7.8 do",
                        "miscounted: ben B, 8 repetitions found, from 4.2 to 7.8 would do; all 6 count as wrong");
    }

    @Test
    void what_another_stage_says_is_not_scored() {
        begin("anna", "B", 5, 5, 1, 10);
        scorer.observed(new Observation("curl", "form-single", zeroNanos + 8 * SECOND, classification(0.1f)));
        scorer.observed(new Observation("curl", "repetitions-single", zeroNanos + 8 * SECOND, judged(7, 8, "B")));
        EvaluationReport report = scorer.report(List.of());
        assertThat(report.metrics().value("accuracy")).isZero();
        assertThat(report.metrics().value("repetitionAccuracy")).isZero();
    }

    @Test
    void a_recording_that_ends_with_its_reference_or_has_no_label_is_left_out_and_told() {
        begin("anna", "B", 18, 18, 1, 10);
        begin("ben", Recording.UNLABELLED, 5, 5, 1, 10);
        assertThatThrownBy(() -> scorer.report(List.of()))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-evaluate"));
        begin("cleo", "B", 5, 5, 1, 10);
        assertThat(scorer.report(List.of()).notes())
                .contains(
                        "left out: anna B, it ends with its reference",
                        "left out: ben unlabelled, nobody has labelled it");
    }

    @Test
    void a_fit_learns_from_the_instants_that_are_measured() {
        FormTruth truth = new FormTruth();
        Recording recording = recording("anna", "B", 5, 5, 1, 10);
        assertThat(truth.at(recording, Math.round(7.28 * SECOND))).isEmpty();
        assertThat(truth.at(recording, Math.round(7.3 * SECOND))).contains("B");
        assertThat(truth.at(recording("anna", Recording.UNLABELLED, 5, 5, 1, 10), 10 * SECOND))
                .isEmpty();
    }

    @Test
    void attributes_that_are_no_numbers_are_refused() {
        Recording recording = new Recording(
                "x",
                "x",
                "B",
                Map.of(JudgedPart.FROM, "soon"),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                series());
        assertThatThrownBy(() -> JudgedPart.of(recording))
                .hasMessageContaining("reference-seconds of recording 'x' is 'soon'");
    }

    private void begin(String subject, String label, double judgedFrom, double setFrom, double share, int count) {
        zeroNanos += 100 * SECOND;
        number = 0;
        scorer.recording(recording(subject, label, judgedFrom, setFrom, share, count));
        for (long at = SECOND / 10; at <= 19.9 * SECOND; at += SECOND / 50) {
            scorer.sample(zeroNanos + at, new float[6]);
        }
    }

    private static Recording recording(
            String subject, String label, double judgedFrom, double setFrom, double share, int count) {
        return new Recording(
                subject + " " + label,
                subject,
                label,
                Map.of(
                        JudgedPart.FROM, String.valueOf(judgedFrom),
                        JudgedPart.SET_FROM, String.valueOf(setFrom),
                        JudgedPart.SHARE, String.valueOf(share)),
                Instant.EPOCH,
                Optional.of(RepetitionCount.nominal(count)),
                Optional.empty(),
                series());
    }

    private static List<Series> series() {
        return List.of(new Series(0, 6, new long[] {SECOND / 10, 20 * SECOND}, new float[12]));
    }

    private static Classification classification(float a) {
        return new Classification(LABELS, new float[] {a, 1 - a});
    }

    private void verdict(long sinceZero, float a) {
        long at = zeroNanos + sinceZero;
        scorer.memberSaid("curl", "form", "cnn", at, LABELS, new float[] {a, 1 - a});
        scorer.observed(new Observation("curl", "form", at, classification(a)));
    }

    private void repetitions(int count, double seconds, String form) {
        for (int i = 0; i < count; i++) {
            repetition(5 + i * seconds * 0.7, 5 + (i + 1) * seconds * 0.7, form);
        }
    }

    private void repetition(double from, double to, String form) {
        scorer.observed(
                new Observation("curl", "repetitions", zeroNanos + Math.round(to * SECOND), judged(from, to, form)));
    }

    private RepetitionForm judged(double from, double to, String form) {
        return new RepetitionForm(
                "curl",
                ++number,
                zeroNanos + Math.round(from * SECOND),
                zeroNanos + Math.round(to * SECOND),
                Optional.ofNullable(form).map(label -> classification(label.equals("A") ? 0.8f : 0.2f)));
    }
}
