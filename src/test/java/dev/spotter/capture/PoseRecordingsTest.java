package dev.spotter.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key points of Exercise-Correction: exercises by file, recordings by label, bad rows left out. */
class PoseRecordingsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("squat.test.csv"), """
                label,nose_x,nose_y,nose_z,nose_v,left_foot_index_x
                up,0.5,0.1,-0.2,0.9,0.4
                up,0.5,0.2,-0.2,0.9,0.4
                down,0.5,0.3,-0.2,0.9,0.4
                down,NaN,0.3,-0.2,0.9,0.4
                down,0.5,0.3
                up,0.6,0.1,-0.2,0.9,0.4
                """);
        Files.writeString(folder.resolve("lunge.err.test.csv"), "label,nose_x\nL,0.5\n");
        Files.writeString(folder.resolve("lunge.stage.test.csv"), "label,nose_x\nD,0.5\n");
        Files.writeString(folder.resolve("bicep.test.csv"), "label,nose_x\nC,0.5\n");
        Files.writeString(folder.resolve("squat.analyze.csv"), "video,stage\nv,down\n");
    }

    @Test
    void a_run_of_frames_with_one_label_is_a_recording_of_its_file() {
        Recordings recordings = of("squat");
        List<Recording> all = recordings.readAll();
        assertThat(all).extracting(Recording::label).containsExactly("up", "down", "up");
        assertThat(all).extracting(Recording::subject).containsOnly("squat.test");
        assertThat(recordings.channels())
                .containsExactly("nose.x", "nose.y", "nose.z", "nose.visibility", "left-foot-index.x");
        assertThat(Resampler.all(all.getFirst()))
                .isEqualTo(new float[][] {{0.5f, 0.1f, -0.2f, 0.9f, 0.4f}, {0.5f, 0.2f, -0.2f, 0.9f, 0.4f}});
        assertThat(recordings.problems().keySet())
                .containsExactlyInAnyOrder("recording-number-bad", "recording-row-bad", "recording-header-unknown");
    }

    @Test
    void the_exercise_is_the_files_prefix_and_stages_of_lunges_are_none() {
        assertThat(RecordingFormat.in(folder)).isEqualTo(RecordingFormat.EXERCISE_CORRECTION);
        assertThat(Recordings.values(RecordingFormat.EXERCISE_CORRECTION, folder, "exercise"))
                .containsExactly("curl", "lunge", "squat");
        assertThat(of("lunge").readAll()).extracting(Recording::label).containsExactly("L");
        assertThat(of("curl").size()).isEqualTo(1);
    }

    private Recordings of(String exercise) {
        return Recordings.open(RecordingFormat.EXERCISE_CORRECTION, folder, Map.of("exercise", exercise));
    }
}
