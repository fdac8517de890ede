package dev.spotter.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a score over a threshold means for what cameras find. */
class ConditionTest {
    @Test
    void of_detections_the_surest_one_of_the_label_counts_and_none_is_0() {
        Finding finding = things("dog", 0.9f, "person", 0.6f, "person", 0.5f);
        holds("things.person > 0.55", finding, true, 0.6);
        holds("things.person > 0.7", finding, false, 0.6);
        holds("things.cat < 0.1", finding, true, 0);
        holds("things.person < 0.1", Detections.NONE, true, 0);
    }

    @Test
    void labels_may_be_of_several_words() {
        holds("things.sports ball > 0.5", things("sports ball", 0.8f), true, 0.8);
    }

    @Test
    void of_poses_the_surest_body_counts_and_nobody_is_0() {
        Finding two = new Poses(List.of(body(0.8f), body(0.3f)));
        holds("things.person > 0.5", two, true, 0.8);
        holds("things.person < 0.5", Poses.NONE, true, 0);
        assertThat(Condition.of("things.dog > 0.5").judge(of(two))).isEqualTo(Condition.Verdict.SILENT);
    }

    @Test
    void an_anomaly_has_a_unit_of_its_own() {
        holds("things.anomaly > 12.5", new AnomalyScore(13), true, 13);
        holds("things.anomaly > 12.5", new AnomalyScore(12), false, 12);
        Condition strange = Condition.of("things.strange > 0.5");
        assertThat(strange.judge(of(new AnomalyScore(13)))).isEqualTo(Condition.Verdict.SILENT);
        assertThat(Condition.of("things.anomaly > 1").judge(of(new AnomalyScore(Float.NaN))))
                .isEqualTo(Condition.Verdict.SILENT);
    }

    @Test
    void only_of_an_anomaly_a_threshold_may_be_over_1() {
        for (String text : List.of("a.person > 1.5", "a.anomaly > -1", "a.anomaly > 1e999")) {
            assertThatThrownBy(() -> Condition.of(text))
                    .isInstanceOfSatisfying(SafetyException.class, refused -> assertThat(refused.code())
                            .isEqualTo("threshold-out-of-range"));
        }
    }

    @Test
    void vectors_say_nothing_of_any_label() {
        assertThat(Condition.of("things.person > 0.5").judge(of(new Embeddings(List.of()))))
                .isEqualTo(Condition.Verdict.SILENT);
    }

    private static void holds(String text, Finding finding, boolean holds, double score) {
        Condition condition = Condition.of(text);
        assertThat(condition.judge(of(finding)))
                .as(text)
                .isEqualTo(holds ? Condition.Verdict.TRUE : Condition.Verdict.FALSE);
        assertThat(condition.score(of(finding)).orElseThrow()).isEqualTo(score, within(1e-6));
    }

    private static Observation of(Finding finding) {
        return new Observation("watch", "things", 0, finding);
    }

    private static Detections things(Object... labelsAndScores) {
        List<Detection> things = new ArrayList<>();
        for (int i = 0; i < labelsAndScores.length; i += 2) {
            things.add(new Detection(
                    (String) labelsAndScores[i], (Float) labelsAndScores[i + 1], Box.WHOLE, Keypoints.NONE));
        }
        return new Detections(things);
    }

    private static Pose body(float score) {
        return new Pose(score, Box.WHOLE, Keypoints.NONE);
    }
}
