package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.RepetitionForm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repetitions and their form, from samples to findings. */
class FormStageTest {
    private final FindingsList found = new FindingsList();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final ScriptedLibrary library = new ScriptedLibrary()
            .with("a", (window, probabilities) -> {
                if (broken.get()) {
                    throw new IllegalStateException("out of order");
                }
                // hips that swing are the second form
                float most = 0;
                for (int ago = 0; ago < Math.min(window.available(), 120); ago++) {
                    most = Math.max(most, window.value(CurlingWearer.CHANNELS.size(), ago));
                }
                probabilities[0] = most > 5 ? 0.1f : 0.9f;
                probabilities[1] = 1 - probabilities[0];
            })
            .with("b", 0.5f);
    private final Pipeline pipeline = open(CurlingWearer.CHANNELS);
    private final CurlingWearer wearer = new CurlingWearer(pipeline, 3);

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void each_repetition_is_told_with_its_form_and_the_set_with_their_number() {
        wearer.stands(4).curls(5).moves(5 * CurlingWearer.CURL_SECONDS, 1, 1).stands(12);
        List<RepetitionForm> repetitions = found.of(RepetitionForm.class);
        assertThat(repetitions).hasSizeBetween(9, 10);
        assertThat(repetitions.getFirst().form()).isEmpty();
        assertThat(repetitions.get(3).label()).contains("squat");
        assertThat(repetitions.get(7).label()).contains("rest");
        assertThat(repetitions).extracting(RepetitionForm::exercise).containsOnly("curl");
        assertThat(found.of(LiftSet.class))
                .extracting(LiftSet::repetitions)
                .containsExactly(repetitions.getLast().number());
        assertThat(found.of(LiftState.class).getLast().phase()).isEqualTo(LiftState.Phase.RESTING);
    }

    @Test
    void repetitions_that_the_reference_was_taken_from_are_told_when_it_is() {
        wearer.curls(2);
        assertThat(found.observations).isEmpty();
        wearer.curls(1);
        assertThat(found.of(RepetitionForm.class)).isNotEmpty();
        assertThat(found.of(RepetitionForm.class).getFirst().number()).isEqualTo(1);
    }

    @Test
    void where_the_verdicts_fail_repetitions_are_still_counted() {
        broken.set(true);
        wearer.curls(8).stands(12);
        assertThat(found.of(RepetitionForm.class))
                .hasSizeBetween(7, 8)
                .allSatisfy(repetition -> assertThat(repetition.form()).isEmpty());
        assertThat(found.of(LiftSet.class)).hasSize(1);
    }

    @Test
    void a_gap_ends_the_set_and_the_next_is_seen_relative_to_the_same_reference() {
        wearer.curls(5).leavesOut(3).moves(5 * CurlingWearer.CURL_SECONDS, 1, 1);
        pipeline.end();
        assertThat(found.of(LiftSet.class)).hasSize(2);
        RepetitionForm afterwards = found.of(RepetitionForm.class).getLast();
        assertThat(afterwards.number()).isLessThanOrEqualTo(5);
        assertThat(found.of(RepetitionForm.class).get(6).label()).contains("rest");
    }

    @Test
    void a_source_without_accelerometers_has_no_repetitions_to_tell() {
        List<String> turning = CurlingWearer.CHANNELS.stream()
                .filter(channel -> channel.contains("angular-rate"))
                .toList();
        assertThatThrownBy(() -> open(turning))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.code()).isEqualTo("channel-missing"))
                .hasMessageContaining("finds repetitions by accelerations");
    }

    private Pipeline open(List<String> channels) {
        return Pipeline.open(
                new PipelineConfiguration(
                        "curl",
                        "lifter",
                        List.of(
                                new StageConfiguration.Window(
                                        null,
                                        Duration.ofMillis(2400),
                                        Duration.ofMillis(200),
                                        Duration.ofMillis(2400),
                                        Duration.ofSeconds(6)),
                                new StageConfiguration.Infer("says", "a", null, null),
                                new StageConfiguration.Form("form", null, "curl"))),
                channels,
                library,
                found,
                Pipeline.Delivery.LOSSLESS);
    }
}
