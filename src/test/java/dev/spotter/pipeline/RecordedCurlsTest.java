package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.JudgedPart;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.observation.RepetitionForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The curls of five people, ten to a set, behind the first correct ones of each as reference. */
class RecordedCurlsTest {
    private static final double REFERENCE_SECONDS = 6;

    private static final List<RecordedSet> SETS = new ArrayList<>();

    /** What a pipeline found in one recording; seconds from the recording's start. */
    private static final class RecordedSet {
        final Recording recording;
        final List<RepetitionForm> repetitions = new ArrayList<>();
        final List<Double> verdicts = new ArrayList<>();
        long firstNanos = Long.MIN_VALUE;

        RecordedSet(Recording recording) {
            this.recording = recording;
        }

        double seconds(long nanos) {
            return (nanos - firstNanos) / 1e9;
        }

        /** Repetitions of the set itself, without those of a reference that is another set's. */
        List<RepetitionForm> ofTheSet() {
            double from = JudgedPart.of(recording).setFromNanos() / 1e9;
            return repetitions.stream()
                    .filter(repetition -> seconds(repetition.endNanos()) > from)
                    .toList();
        }
    }

    @BeforeAll
    static void run() throws InterruptedException {
        ReplaySource source = new ReplaySource(
                "lifter",
                new ReplayConfiguration(RecordingFormat.WLE, SharedFiles.data("wle-dumbbell-curl"), Speed.MAX));
        PipelineConfiguration configuration = new PipelineConfiguration(
                "curl",
                "lifter",
                List.of(
                        new StageConfiguration.Window(
                                null,
                                Duration.ofMillis(2400),
                                Duration.ofMillis(200),
                                Duration.ofMillis(2400),
                                Duration.ofSeconds(6)),
                        new StageConfiguration.Ensemble("says", "a+b", null, List.of()),
                        new StageConfiguration.Form(null, "says", "curl")));
        ScriptedLibrary library = new ScriptedLibrary().with("a", 0.8f).with("b", 0.6f);
        try (Pipeline pipeline =
                Pipeline.open(configuration, source.channels(), library, new Found(), Pipeline.Delivery.LOSSLESS)) {
            source.run(new Told(pipeline));
            assertThat(pipeline.problems()).isEmpty();
        }
    }

    @Test
    void each_recordings_reference_is_its_first_six_seconds() {
        assertThat(SETS).hasSize(25);
        for (RecordedSet set : SETS) {
            // a set that is not the reference's own comes behind a gap; its beginning is told to a tenth of a second
            double from =
                    Math.max(REFERENCE_SECONDS, JudgedPart.of(set.recording).setFromNanos() / 1e9);
            assertThat(set.verdicts.getFirst() - from).as(set.recording.name()).isBetween(2.3, 2.6);
        }
    }

    @Test
    void a_set_of_ten_has_seven_to_thirteen_repetitions_and_one_of_which_less_was_recorded_as_many_less() {
        for (RecordedSet set : SETS) {
            double share = JudgedPart.of(set.recording).share();
            assertThat((double) set.ofTheSet().size()).as(set.recording.name()).isBetween(7 * share, 13 * share);
        }
        assertThat(SETS.stream()
                        .mapToInt(set -> set.ofTheSet().size())
                        .average()
                        .orElseThrow())
                .isBetween(8.0, 10.0);
    }

    @Test
    void repetitions_behind_the_reference_have_a_form_and_those_within_it_have_none() {
        for (RecordedSet set : SETS) {
            for (RepetitionForm repetition : set.repetitions) {
                double middle = set.seconds((repetition.startNanos() + repetition.endNanos()) / 2);
                double from = set.verdicts.getFirst() - 1.2;
                if (set.seconds(repetition.endNanos()) < REFERENCE_SECONDS) {
                    assertThat(repetition.form()).as(set.recording.name()).isEmpty();
                } else if (middle > from && middle < set.verdicts.getLast() - 1.2) {
                    assertThat(repetition.label()).as(set.recording.name()).contains("squat");
                }
            }
        }
    }

    private static final class Found implements ObservationListener {
        @Override
        public void observed(Observation observation) {
            RecordedSet set = SETS.getLast();
            switch (observation.finding()) {
                case RepetitionForm repetition -> set.repetitions.add(repetition);
                case Classification _ -> set.verdicts.add(set.seconds(observation.timeNanos()));
                default -> {}
            }
        }

        @Override
        public void advanced(String station, long timeNanos) {}
    }

    private record Told(Pipeline pipeline) implements ImuListener {
        @Override
        public void recording(Recording recording) {
            pipeline.recording(recording);
            SETS.add(new RecordedSet(recording));
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            RecordedSet set = SETS.getLast();
            set.firstNanos = set.firstNanos == Long.MIN_VALUE ? timeNanos : set.firstNanos;
            pipeline.sample(timeNanos, values);
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            pipeline.gap(fromNanos, toNanos);
        }

        @Override
        public void end() {
            pipeline.end();
        }
    }
}
