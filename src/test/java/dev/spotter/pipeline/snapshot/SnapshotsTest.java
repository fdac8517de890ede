package dev.spotter.pipeline.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelTask;
import dev.spotter.model.frame.Frames;
import dev.spotter.model.picture.Picture;
import dev.spotter.model.picture.PictureReader;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration.Faces;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final Detection FACE =
            new Detection("face", 0.9f, new Box(0.5f, 0.25f, 0.2f, 0.25f), Keypoints.NONE);

    @TempDir
    private Path data;

    private final LatestFrame camera = new LatestFrame();
    private final Frame frame = Frames.noise(WIDTH, HEIGHT, new Random(5));

    /** Finds what it is told to find. */
    private static final class ScriptedModel implements FrameModel {
        private final ModelTask task;
        private final Finding finding;
        private RuntimeException failure;
        private int parts;
        private volatile boolean closed;

        ScriptedModel(ModelTask task, Finding finding) {
            this.task = task;
            this.finding = finding;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public ModelTask task() {
            return task;
        }

        @Override
        public List<String> labels() {
            return List.of("face");
        }

        @Override
        public Finding see(Frame seen) {
            if (failure != null) {
                throw failure;
            }
            return finding;
        }

        @Override
        public Finding see(Frame seen, Detections where, int budget) {
            parts = where.detections().size();
            return Detections.NONE;
        }

        @Override
        public Map<String, String> problems() {
            return Map.of();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void an_incidents_snapshot_is_the_newest_frame_and_there_when_the_agent_ends() {
        Frame black = Frames.black(WIDTH, HEIGHT);
        camera.seen(frame);
        camera.seen(black);
        try (Snapshots snapshots = open(Faces.VISIBLE, Optional.empty())) {
            snapshots.take("A1", "cam");
            camera.seen(frame);
        }
        try (Snapshots snapshots = open(Faces.VISIBLE, Optional.empty())) {
            assertThat(snapshots.incidents()).containsExactly("A1");
            assertThat(PictureReader.read(snapshots.find("A1").orElseThrow()).rgb())
                    .containsOnly(0);
            assertThat(snapshots.problems()).isEmpty();
        }
    }

    @Test
    void none_is_taken_of_another_camera_or_of_one_that_is_silent() {
        try (Snapshots snapshots = open(Faces.VISIBLE, Optional.empty())) {
            snapshots.take("A1", "cam");
            snapshots.take("A2", "other");
        }
        try (Snapshots snapshots = open(Faces.VISIBLE, Optional.empty())) {
            assertThat(snapshots.incidents()).isEmpty();
        }
    }

    @Test
    void a_face_is_blurred_and_all_else_stays() {
        ScriptedModel detector = new ScriptedModel(ModelTask.DETECTION, new Detections(List.of(FACE)));
        Picture picture = snapshotOf(detector);
        Picture before = snapshotOf(Faces.VISIBLE, Optional.empty());
        assertThat(variance(picture, 160, 60, 64, 60)).isLessThan(variance(before, 160, 60, 64, 60) / 20);
        assertThat(variance(picture, 0, 0, 120, 240)).isEqualTo(variance(before, 0, 0, 120, 240));
        assertThat(detector.parts).as("it looks for small faces too").isGreaterThan(10);
        assertThat(detector.closed).isTrue();
    }

    @Test
    void the_head_of_a_pose_is_blurred_too() {
        Keypoints points =
                new Keypoints(List.of("nose", "left-eye", "right-eye", "left-shoulder", "right-shoulder"), new float[] {
                    0.6f, 0.375f, 0.9f, 0.61f, 0.36f, 0.9f, 0.59f, 0.36f, 0.9f, 0.7f, 0.5f, 0.9f, 0.5f, 0.5f, 0.9f
                });
        Picture picture =
                snapshotOf(new ScriptedModel(ModelTask.POSE, new Poses(List.of(new Pose(0.9f, Box.WHOLE, points)))));
        Picture before = snapshotOf(Faces.VISIBLE, Optional.empty());
        assertThat(variance(picture, 176, 74, 32, 32)).isLessThan(variance(before, 176, 74, 32, 32) / 10);
    }

    @Test
    void nothing_is_stored_where_faces_cannot_be_blurred_and_health_says_so() {
        camera.seen(frame);
        try (Snapshots snapshots = open(Faces.BLURRED, Optional.empty())) {
            assertThat(snapshots.problems()).containsKey("faces-not-blurred");
            snapshots.take("A1", "cam");
        }
        ScriptedModel broken = new ScriptedModel(ModelTask.DETECTION, Detections.NONE);
        broken.failure = new ModelException("inference-failed", "it does not work");
        try (Snapshots snapshots = open(Faces.BLURRED, Optional.of(new FaceBlur(List.of(broken))))) {
            snapshots.take("A2", "cam");
            await().untilAsserted(() ->
                    assertThat(snapshots.problems().get("faces-not-blurred")).contains("A2", "it does not work"));
            assertThat(snapshots.incidents()).isEmpty();
            broken.failure = null;
            snapshots.take("A3", "cam");
            await().untilAsserted(() -> assertThat(snapshots.incidents()).containsExactly("A3"));
            assertThat(snapshots.problems()).isEmpty();
        }
    }

    @Test
    void a_snapshot_goes_when_its_time_is_over() {
        camera.seen(frame);
        SnapshotConfiguration brief = new SnapshotConfiguration(Duration.ofSeconds(1), Faces.VISIBLE, List.of(), 200);
        try (Snapshots snapshots = open(brief, Optional.empty())) {
            snapshots.take("A1", "cam");
            await().until(() -> snapshots.find("A1").isPresent());
            await().until(() -> snapshots.find("A1").isEmpty());
            assertThat(snapshots.incidents()).isEmpty();
        }
    }

    @Test
    void a_full_disk_is_said_and_hurts_nothing_else() throws Exception {
        Path small = data.resolve("small");
        Files.createDirectory(small);
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "skipped: no right to mount a small disk");
        camera.seen(frame);
        try (Snapshots snapshots = Snapshots.open(
                small.resolve("snapshots"),
                new SnapshotConfiguration(Duration.ofHours(1), Faces.VISIBLE, List.of(), 200),
                Map.of("cam", camera),
                Optional.empty())) {
            snapshots.take("A1", "cam");
            await().untilAsserted(() -> assertThat(snapshots.problems()).containsKey("snapshot-not-stored"));
            assertThat(snapshots.incidents()).isEmpty();
            camera.seen(Frames.black(WIDTH, HEIGHT));
            snapshots.take("A2", "cam");
            await().untilAsserted(() -> assertThat(snapshots.incidents()).containsExactly("A2"));
            assertThat(snapshots.problems()).isEmpty();
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @Test
    void a_preview_shows_what_is_seen_now_at_most_twice_a_second_and_nothing_of_a_silent_camera() throws IOException {
        ManualTime time = new ManualTime("2026-11-26T08:00:00Z");
        LatestFrame seen = new LatestFrame(time);
        Preview preview = new Preview(seen, time);
        assertThat(preview.jpeg()).isEmpty();
        time.pass(Duration.ofSeconds(1));
        seen.seen(Frames.black(WIDTH, HEIGHT));
        byte[] first = preview.jpeg().orElseThrow();
        assertThat(PictureReader.read(first).rgb()).containsOnly(0);
        seen.seen(frame);
        time.pass(Duration.ofMillis(400));
        assertThat(preview.jpeg()).hasValue(first);
        time.pass(Duration.ofMillis(100));
        assertThat(preview.jpeg().orElseThrow()).isNotEqualTo(first);
        time.pass(Duration.ofSeconds(6));
        assertThat(preview.jpeg()).isEmpty();
    }

    @Test
    void pictures_use_the_same_memory_again_and_never_one_that_is_still_looked_at() {
        camera.seen(frame);
        Frame first = camera.lend(Duration.ofSeconds(5)).orElseThrow();
        camera.seen(Frames.black(WIDTH, HEIGHT));
        Frame second = camera.lend(Duration.ofSeconds(5)).orElseThrow();
        assertThat(first.planes().mismatch(frame.planes())).isEqualTo(-1);
        assertThat(second.planes().address()).isNotEqualTo(first.planes().address());
        camera.giveBack(first);
        assertThat(camera.lend(Duration.ofSeconds(5)).orElseThrow()).isSameAs(first);
        assertThat(first.planes().mismatch(second.planes())).isEqualTo(-1);
        camera.giveBack(first);
        camera.seen(Frames.black(2 * WIDTH, HEIGHT));
        assertThat(camera.lend(Duration.ofSeconds(5)).orElseThrow().width()).isEqualTo(2 * WIDTH);
    }

    @Test
    void to_keep_the_newest_frame_allocates_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 4_000; i++) {
            if (i == 2_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            camera.seen(frame);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }

    private Picture snapshotOf(FrameModel model) {
        return snapshotOf(Faces.BLURRED, Optional.of(new FaceBlur(List.of(model))));
    }

    private Picture snapshotOf(Faces faces, Optional<FaceBlur> blur) {
        camera.seen(frame);
        try (Snapshots snapshots = open(faces, blur)) {
            String incident = "S" + snapshots.incidents().size();
            snapshots.take(incident, "cam");
            await().until(() -> snapshots.find(incident).isPresent());
            return PictureReader.read(snapshots.find(incident).orElseThrow());
        }
    }

    private Snapshots open(Faces faces, Optional<FaceBlur> blur) {
        return open(new SnapshotConfiguration(Duration.ofHours(1), faces, List.of(), 200), blur);
    }

    private Snapshots open(SnapshotConfiguration configuration, Optional<FaceBlur> blur) {
        return Snapshots.open(data.resolve("snapshots"), configuration, Map.of("cam", camera), blur);
    }

    private static double variance(Picture picture, int left, int top, int across, int down) {
        double sum = 0;
        double squares = 0;
        for (int y = top; y < top + down; y++) {
            for (int x = left; x < left + across; x++) {
                double grey = picture.grey(x, y);
                sum += grey;
                squares += grey * grey;
            }
        }
        double mean = sum / (across * down);
        return squares / (across * down) - mean * mean;
    }
}
