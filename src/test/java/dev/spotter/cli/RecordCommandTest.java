package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.Recordings;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.capture.Resampler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code spotter record} on a profile of simulated lifters. */
class RecordCommandTest {
    @TempDir
    Path folder;

    private Path profile;
    private Path out;
    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @BeforeEach
    void profile() throws IOException {
        out = folder.resolve("out");
        profile = Files.writeString(folder.resolve("device.yaml"), """
                device: {site: here, id: rack}
                sources:
                  once: {type: simulated, lifter: steady, seed: 3, speed: max, plan: [squat x 3], rest: 6s, rounds: 1}
                  endless: {type: simulated, lifter: steady, seed: 4, speed: max, rest: 6s, rounds: 0}
                pipelines: {}
                """);
    }

    private int record(String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"record", "--profile", profile.toString(), "--out", out.toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return new CommandLine(new SpotterCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complained))
                .setExecutionExceptionHandler(new FailureHandler())
                .execute(arguments);
    }

    private List<Recording> recorded() {
        return Recordings.open(RecordingFormat.SPOTTER, out).readAll();
    }

    @Test
    void a_simulated_lifter_labels_its_own_sets() {
        assertThat(record("--source", "once")).as(complained.toString()).isZero();
        assertThat(recorded())
                .extracting(Recording::label)
                .containsExactly("rest", "unlabelled", "squat", "unlabelled", "rest");
        assertThat(recorded().get(2).count().orElseThrow().best()).isEqualTo(3);
        assertThat(said.toString()).startsWith("once: 5 recordings, ");
    }

    @Test
    void a_label_holds_for_all_that_is_recorded_and_for_ends_it() {
        int exit = record("--source", "endless", "--label", "row", "--subject", "anna", "--for", "20s");
        assertThat(exit).as(complained.toString()).isZero();
        assertThat(recorded()).singleElement().satisfies(recording -> {
            assertThat(recording.label()).isEqualTo("row");
            assertThat(recording.subject()).isEqualTo("anna");
            assertThat(recording.duration().toMillis()).isEqualTo(19_980);
        });
    }

    @Test
    void a_replay_keeps_what_is_known_of_its_recordings_gaps_and_all() throws IOException {
        Path real = SharedFiles.data("barbell-metamotion");
        Files.writeString(profile, """
                device: {site: here, id: rack}
                sources:
                  old: {type: replay, format: metamotion, path: %s, speed: max}
                pipelines: {}
                """.formatted(real));
        assertThat(record()).as(complained.toString()).isZero();
        List<Recording> before =
                Recordings.open(RecordingFormat.METAMOTION, real).readAll();
        List<Recording> after = recorded();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < after.size(); i++) {
            assertThat(after.get(i).label()).isEqualTo(before.get(i).label());
            assertThat(after.get(i).start()).isEqualTo(before.get(i).start());
            assertThat(after.get(i).count().map(RepetitionCount::most))
                    .isEqualTo(before.get(i).count().map(RepetitionCount::most));
            assertThat(Resampler.all(after.get(i))).hasSameDimensionsAs(Resampler.all(before.get(i)));
        }
    }

    @Test
    void a_source_without_end_at_full_speed_and_an_unknown_one_are_refused() {
        assertThat(record()).isEqualTo(1);
        assertThat(complained.toString()).contains("[record-without-end]");
        assertThat(record("--source", "none")).isEqualTo(1);
        assertThat(complained.toString()).contains("there is no source 'none'; there are once, endless");
    }

    @Test
    void a_camera_is_left_out_and_refused_where_there_is_nothing_else() throws IOException {
        Files.writeString(
                profile,
                Files.readString(profile)
                        .replaceFirst("  endless: .*\n", "  door: {type: camera, url: \"lavfi:testsrc2\"}\n"));
        assertThat(record("--source", "door")).isEqualTo(1);
        assertThat(complained.toString()).contains("[camera-not-recorded]", "frames are never recorded");
        assertThat(record()).isZero();
        assertThat(said.toString()).contains("once: ").doesNotContain("door");
    }
}
