package dev.spotter.capture.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.FrameListener;
import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.capture.camera.Ffmpeg;
import dev.spotter.capture.camera.FrameSize;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.PublicPackage;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.observation.TimeBase;
import dev.spotter.pipeline.FrameNeed;
import dev.spotter.safety.Condition;
import dev.spotter.safety.Incident;
import dev.spotter.safety.IncidentStore;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.safety.SafetyRule;
import dev.spotter.safety.Severity;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rules say of public clips of falls and of daily life, once with all frames looked at, and once with those that the
 * gate lets through. Key points jump between neighbouring frames too: that is the measure of what they may do here.
 */
class GatedClipsTest {
    private static final String STATION = "room";
    /** A key point that is this sure counts. */
    private static final float SURE = 0.4f;
    /** How far a key point may be off, in shares of the frame. */
    private static final double OFF = 0.05;

    private static final List<SafetyRule> RULES = Stream.of(
                    "who.person > 0.3",
                    "who.person > 0.5",
                    "who.person > 0.7",
                    "who.person < 0.5",
                    "pose.person > 0.25",
                    "pose.person > 0.3",
                    "pose.person > 0.35",
                    "pose.person > 0.4")
            .flatMap(when -> Stream.of(1, 2, 3).map(seconds -> rule(when, seconds)))
            .toList();

    @TempDir
    private static Path folder;

    private static FrameModel who;
    private static FrameModel pose;
    /** As the agent takes it for these models. */
    private static FrameSize size;

    private int frames;
    private int still;
    private final Drift neighbouring = new Drift();
    private final Drift held = new Drift();

    /** How far sure key points are from where they were said to be. */
    private static final class Drift {
        int points;
        int off;

        void add(Keypoints now, Keypoints said) {
            for (int point = 0; point < now.size(); point++) {
                if (now.score(point) > SURE && said.size() > point) {
                    points++;
                    double away = Math.hypot(now.x(point) - said.x(point), now.y(point) - said.y(point));
                    off += away > OFF ? 1 : 0;
                }
            }
        }

        double share() {
            return (double) off / Math.max(1, points);
        }
    }

    /** Rules, and what they said. */
    private static final class Verdicts implements IncidentStore {
        private final List<Incident> incidents = new ArrayList<>();
        private final SafetyMonitor monitor = new SafetyMonitor(
                RULES,
                station -> new TimeBase(0, Instant.EPOCH),
                Clock.systemUTC(),
                (observation, score) -> List.of(),
                incident -> {},
                this);

        @Override
        public void store(Incident incident) {
            incidents.add(incident);
        }

        @Override
        public Optional<Incident> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<Incident> newest(int limit) {
            return List.of();
        }

        /** The rules that raised an incident. */
        Set<String> raised() {
            return incidents.stream().map(Incident::rule).collect(Collectors.toCollection(TreeSet::new));
        }

        /** How often a rule raised and cleared one. */
        List<Incident.State> states(SafetyRule rule) {
            return incidents.stream()
                    .filter(incident -> incident.rule().equals(rule.name()))
                    .map(Incident::state)
                    .toList();
        }
    }

    /** Looks at each frame once, and gives what it sees to both. */
    private final class Both implements FrameListener {
        private final Verdicts all = new Verdicts();
        private final Verdicts gated = new Verdicts();
        private final MotionGate gate = new MotionGate(MotionConfiguration.USUAL, size.width(), size.height());
        private Keypoints before = Keypoints.NONE;
        private Keypoints said = Keypoints.NONE;

        @Override
        public void frame(Frame frame) {
            long time = frame.timeNanos();
            Poses poses = (Poses) pose.see(frame);
            List<Observation> seen = List.of(
                    new Observation(STATION, "who", time, (Classification) who.see(frame)),
                    new Observation(STATION, "pose", time, poses));
            Keypoints now = poses.poses().isEmpty()
                    ? Keypoints.NONE
                    : poses.poses().getFirst().keypoints();
            frames++;
            neighbouring.add(now, before);
            before = now;
            seen.forEach(all.monitor::observed);
            all.monitor.advanced(STATION, time);
            if (gate.opens(frame)) {
                seen.forEach(gated.monitor::observed);
                said = now;
            } else {
                still++;
                held.add(now, said);
            }
            gated.monitor.advanced(STATION, time);
        }

        @Override
        public void still(long timeNanos) {
            throw new IllegalStateException("the camera itself is to give all frames");
        }

        @Override
        public void gap(long fromNanos, long toNanos) {}

        @Override
        public void end() {}
    }

    @BeforeAll
    static void open() {
        Ffmpeg.require();
        TfLite tfLite = TfLite.load(null, SharedFiles.home().resolve("target/test-data"));
        ModelPackage wakeWords = PublicPackage.VISUAL_WAKE_WORDS.write(folder);
        ModelPackage moveNet = ModelPackage.read(MoveNetPackage.write(folder, "pose"));
        who = PackagedFrameModel.open(tfLite, wakeWords, AcceleratorConfiguration.CPU);
        pose = PackagedFrameModel.open(tfLite, moveNet, AcceleratorConfiguration.CPU);
        size = FrameNeed.of(List.of(wakeWords.imageInput(), moveNet.imageInput()));
    }

    @AfterAll
    static void close() {
        Stream.of(who, pose).filter(model -> model != null).forEach(FrameModel::close);
    }

    @Test
    void every_rule_raises_its_incident_in_the_same_clips_whether_the_gate_is_there_or_not() throws Exception {
        int alike = 0;
        int compared = 0;
        for (Path clip : clips()) {
            Both both = new Both();
            int framesBefore = frames;
            int stillBefore = still;
            new CameraSource(
                            "film",
                            CameraConfiguration.of(clip.toString())
                                    .fitting(size)
                                    .withSpeed(Speed.MAX)
                                    .withMotion(new MotionConfiguration(Sensitivity.MEDIUM, Duration.ZERO, List.of())))
                    .run(both);
            System.out.printf(
                    "%s: %d of %d frames still, %d rules raised%n",
                    clip.getFileName(),
                    still - stillBefore,
                    frames - framesBefore,
                    both.gated.raised().size());
            assertThat(both.gated.raised()).as(clip.getFileName().toString()).isEqualTo(both.all.raised());
            for (SafetyRule rule : RULES) {
                compared++;
                alike += both.gated.states(rule).equals(both.all.states(rule)) ? 1 : 0;
            }
        }
        System.out.printf(
                "still %.3f; raised and cleared alike %d of %d; key points off by more than %.2f: %.3f of %d, of neighbouring frames %.3f of %d%n",
                (double) still / frames,
                alike,
                compared,
                OFF,
                held.share(),
                held.points,
                neighbouring.share(),
                neighbouring.points);
        assertThat(frames).isGreaterThan(1000);
        assertThat(still).as("somebody lies still at the end of most").isPositive();
        // a score that jumps about a threshold is held on one side of it
        assertThat((double) alike / compared).isGreaterThan(0.95);
        assertThat(held.share()).isLessThan(Math.max(0.02, 3 * neighbouring.share()));
    }

    @Test
    void a_noisy_film_of_nothing_that_moves_is_looked_at_every_two_seconds() throws Exception {
        Path film = Ffmpeg.film(
                folder.resolve("still.mp4"),
                "-loop",
                "1",
                "-framerate",
                "15",
                "-i",
                SharedFiles.models("coral/squat.bmp").toString(),
                "-t",
                "10",
                "-vf",
                "scale=640:480,noise=alls=8:allf=t,format=yuv420p",
                "-preset",
                "veryfast",
                "-b:v",
                "300k",
                "-g",
                "30");
        CameraSource camera = new CameraSource(
                "film", CameraConfiguration.of(film.toString()).fitting(size).withSpeed(Speed.MAX));
        camera.run(new FrameListener() {
            @Override
            public void frame(Frame frame) {}

            @Override
            public void still(long timeNanos) {}

            @Override
            public void gap(long fromNanos, long toNanos) {}

            @Override
            public void end() {}
        });
        assertThat(camera.statistics().frames()).isEqualTo(150);
        assertThat(camera.statistics().still()).isEqualTo(145);
    }

    private static List<Path> clips() throws IOException {
        try (Stream<Path> files = Files.list(SharedFiles.data("gmdcsa24"))) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toList();
        }
    }

    private static SafetyRule rule(String when, int seconds) {
        return new SafetyRule(
                when + " for " + seconds + " s",
                Condition.of(when),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(seconds),
                Severity.INFO);
    }
}
