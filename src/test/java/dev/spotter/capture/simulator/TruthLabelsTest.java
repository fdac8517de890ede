package dev.spotter.capture.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingDescription;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.RecordingSession;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.Recordings;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.capture.Speed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated training on disk: a recording for each thing that was done, labelled by the simulator itself. */
class TruthLabelsTest {
    @TempDir
    Path folder;

    @Test
    void sets_and_rests_become_recordings_of_their_own_with_their_counts() throws Exception {
        SimulatedConfiguration configuration = new SimulatedConfiguration(
                Lifter.STEADY,
                4,
                Speed.MAX,
                List.of(PlannedSet.of("squat x 3"), PlannedSet.of("row x 5")),
                Duration.ofSeconds(6),
                0,
                1);
        SimulatedSource source = new SimulatedSource("sim", configuration);
        RecordingDescription unlabelled =
                new RecordingDescription("nobody", Recording.UNLABELLED, Optional.empty(), Map.of());
        long samples;
        try (RecordingSession session = new RecordingSession(new RecordingWriter(folder), source, unlabelled, false)) {
            source.truthTo(new TruthLabels(session, configuration));
            source.run(session);
            assertThat(session.recordings()).isEqualTo(9);
            samples = session.samples();
        }
        List<Recording> all = Recordings.open(RecordingFormat.SPOTTER, folder).readAll();
        assertThat(all)
                .extracting(Recording::label, Recording::count)
                .containsExactly(
                        tuple("rest", Optional.empty()),
                        tuple("unlabelled", Optional.empty()),
                        tuple("squat", Optional.of(RepetitionCount.exactly(3))),
                        tuple("unlabelled", Optional.empty()),
                        tuple("rest", Optional.empty()),
                        tuple("unlabelled", Optional.empty()),
                        tuple("row", Optional.of(RepetitionCount.exactly(5))),
                        tuple("unlabelled", Optional.empty()),
                        tuple("rest", Optional.empty()));
        assertThat(all.get(2).attributes())
                .containsEntry("lifter", "steady")
                .containsEntry("failed", "false")
                .containsEntry("set", "1");
        assertThat(all.stream()
                        .mapToLong(recording -> recording.series().getFirst().length())
                        .sum())
                .isEqualTo(samples);
    }
}
