package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.capture.motion.Sensitivity;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.PublicPackage;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration.Faces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile can say of motion, previews and snapshots, and what {@code check} tells of it. */
class PictureProfileTest {
    private static final String WATCH = """
            device: {site: riverside, id: rack-3}
            sources:
              imu:  {type: simulated, lifter: novice, seed: 7}
              hall: {type: camera, url: "lavfi:testsrc2", preview: true}
              door:
                type: camera
                url: "lavfi:testsrc2"
                motion:
                  sensitivity: high
                  look-every: 3s
                  zones: [{polygon: [[0, 0], [0.5, 0], [0.5, 1]], sensitivity: off}]
            pipelines:
              watch:
                source: door
                stages:
                  - infer: {model: movenet, id: pose}
            snapshots: {keep: 24h, faces: blurred, sources: [door], most: 50}
            """;

    @TempDir
    private Path folder;

    @Test
    void motion_previews_and_snapshots_become_the_rooms_configurations_and_editors_know_them() throws IOException {
        assertThat(ProfileSchema.errors(WATCH)).isEmpty();
        Profile profile = read(WATCH);
        SourceConfiguration.Camera door =
                (SourceConfiguration.Camera) profile.sources().get("door");
        MotionConfiguration motion = door.configuration().motion();
        assertThat(motion.sensitivity()).isEqualTo(Sensitivity.HIGH);
        assertThat(motion.lookEvery()).hasSeconds(3);
        assertThat(motion.zones().getFirst().sensitivity()).isEqualTo(Sensitivity.OFF);
        assertThat(door.preview()).isFalse();
        SourceConfiguration.Camera hall =
                (SourceConfiguration.Camera) profile.sources().get("hall");
        assertThat(hall.configuration().motion()).isEqualTo(MotionConfiguration.USUAL);
        assertThat(hall.preview()).isTrue();
        assertThat(profile.snapshots())
                .hasValue(new SnapshotConfiguration(Duration.ofHours(24), Faces.BLURRED, List.of("door"), 50));
    }

    @Test
    void nothing_is_kept_unless_asked_for_and_then_faces_are_blurred() throws IOException {
        assertThat(read(WATCH.replaceAll("snapshots:.*\n", "")).snapshots()).isEmpty();
        assertThat(read(WATCH.replaceAll("snapshots:.*\n", "snapshots: {keep: 10m}\n"))
                        .snapshots())
                .hasValue(new SnapshotConfiguration(
                        Duration.ofMinutes(10), Faces.BLURRED, List.of(), SnapshotConfiguration.USUAL_MOST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "look-every: 3s    | look-every: 1m     | 9  | look-every is from 0s",
                "sensitivity: high | sensitivity: hihg  | 9  | did you mean 'high'",
                "sensitivity: off  | sensitivity: offf  | 11 | did you mean 'off'",
                "[0.5, 1]]         | [0.5, 2]]          | 11 | allowed are shares of the frame",
                "[0.5, 1]]         | [1, 0]]            | 11 | lie on one line",
                "zones:            | zone:              | 11 | did you mean 'zones'",
                "preview: true     | preview: maybe     | 4  | preview is 'maybe'",
                "keep: 24h         | keep: 800h         | 17 | from 1 s to 744 h",
                "keep: 24h         | most: 5            | 17 | the key 'most' stands here a second time",
                "faces: blurred    | faces: blured      | 17 | did you mean 'blurred'",
                "most: 50          | most: 0            | 17 | from 1 to 10000",
                "sources: [door]   | sources: [imu]     | 17 | no such camera; there are [door, hall]"
            })
    void what_cannot_be_is_told_with_its_place(String right, String wrong, int line, String words) throws IOException {
        assertThat(errors(WATCH.replace(right, wrong))).singleElement().satisfies(error -> assertThat(error.message())
                .contains("profile.yaml:" + line + ":", words));
    }

    @Test
    void check_tells_what_is_shown_and_kept_and_whether_faces_can_be_blurred() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        assertThat(PictureNotice.of(
                        read(WATCH.replace("movenet", "none").replace("faces: blurred", "faces: visible")),
                        List.of(models)))
                .containsExactly(
                        "the page shows what these cameras see, as it happens: hall; nothing of it is kept",
                        "a picture of each incident that these cameras see is kept on the device for 24 h (at most 50), faces VISIBLE: door");
        MoveNetPackage.write(models, "movenet");
        assertThat(PictureNotice.of(read(WATCH), List.of(models)))
                .contains("faces are found by movenet; one that it does not find is not blurred");
        PublicPackage.FACE_DETECTION.write(models);
        assertThat(PictureNotice.of(read(WATCH), List.of(models)))
                .contains("faces are found by face-detection; one that it does not find is not blurred");
        assertThat(PictureNotice.of(
                        read(WATCH.replaceAll("snapshots:.*\n", "").replace(", preview: true", "")), List.of(models)))
                .isEmpty();
    }

    @Test
    void check_tells_where_no_model_finds_faces() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        PublicPackage.VISUAL_WAKE_WORDS.write(models);
        assertThat(PictureNotice.of(read(WATCH.replace("movenet", "visual-wake-words")), List.of(models)))
                .contains("no picture is kept until a model that finds faces is installed");
    }

    private List<ProfileError> errors(String text) {
        return catchThrowableOfType(ProfileException.class, () -> read(text)).errors();
    }

    private Profile read(String text) throws IOException {
        return ProfileReader.read(Files.writeString(folder.resolve("profile.yaml"), text));
    }
}
