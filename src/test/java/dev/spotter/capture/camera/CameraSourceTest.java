package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.FrameListener;
import dev.spotter.capture.Speed;
import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.observation.Frame;
import dev.spotter.observation.Polygon;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films and test sources through a real ffmpeg. */
@Timeout(60)
class CameraSourceTest {
    private static final String TEST_SOURCE = "lavfi:testsrc2=size=320x240:rate=30";

    @TempDir
    private Path folder;

    private Path film(String name, String source, String... options) throws Exception {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"-f", "lavfi", "-i", source}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Ffmpeg.film(folder.resolve(name), arguments);
    }

    private static CollectedFrames run(CameraConfiguration configuration) throws InterruptedException {
        CollectedFrames frames = new CollectedFrames();
        new CameraSource("cam", configuration).run(frames);
        return frames;
    }

    @Test
    void a_film_at_full_speed_loses_nothing_and_frame_n_carries_n_over_fps() throws Exception {
        Path film = film("film.mp4", "testsrc2=size=320x240:rate=30000/1001:duration=2", "-pix_fmt", "yuv420p");
        CollectedFrames frames = new CollectedFrames();
        CameraSource camera =
                new CameraSource("cam", CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX));
        camera.run(frames);
        assertThat(frames.count()).isEqualTo(60);
        assertThat(frames.times.get(30)).isEqualTo(1_001_000_000);
        assertThat(frames.ended).isTrue();
        assertThat(camera.statistics().dropped()).isZero();
        assertThat(camera.problems()).isEmpty();
        assertThat(camera.timeBase().anchor())
                .isEqualTo(Files.getLastModifiedTime(film).toInstant());
    }

    @Test
    void a_film_at_full_speed_and_a_rate_of_its_own_is_seen_at_that_rate() throws Exception {
        Path film = film("film.mp4", "testsrc2=size=320x240:rate=30:duration=2", "-pix_fmt", "yuv420p");
        CollectedFrames frames =
                run(CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX).withFps(10));
        assertThat(frames.count()).isBetween(19, 21);
        assertThat(frames.times.get(10)).isEqualTo(1_000_000_000);
    }

    /** As browsers record them, with milliseconds for a rate. */
    @Test
    void a_film_at_full_speed_that_does_not_say_its_rate_is_refused_until_the_profile_does() throws Exception {
        Path film = film("film.mkv", "testsrc2=size=320x240:rate=1000:duration=0.1", "-pix_fmt", "yuv420p");
        CameraConfiguration camera = CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX);
        assertThatThrownBy(() -> run(camera))
                .isInstanceOfSatisfying(
                        CaptureException.class, e -> assertThat(e.code()).isEqualTo("film-rate"))
                .hasMessageContaining("say fps");
        assertThat(run(camera.withFps(100)).count()).isEqualTo(10);
    }

    @Test
    void a_test_source_is_paced_and_ends() throws Exception {
        Ffmpeg.require();
        CollectedFrames frames = new CollectedFrames();
        CameraSource camera = new CameraSource("cam", CameraConfiguration.of(TEST_SOURCE + ":duration=1"));
        long startNanos = System.nanoTime();
        camera.run(frames);
        assertThat(System.nanoTime() - startNanos).isGreaterThan(900_000_000L);
        assertThat(frames.ended).isTrue();
        assertThat(camera.statistics().frames()).isEqualTo(30);
        assertThat(frames.count() + camera.statistics().dropped()).isEqualTo(30);
        assertThat(frames.times).isSorted().allMatch(time -> time > startNanos && time < System.nanoTime());
    }

    /**
     * The second part is of another size and hours later, the third of the first's times again. Without frames that wait for
     * later ones, as ffmpeg's decoder forgets the last of those when the size changes.
     */
    private Path jumping() throws Exception {
        Path early = film(
                "early.ts",
                "testsrc2=size=320x240:rate=25:duration=1",
                "-c:v",
                "libx264",
                "-pix_fmt",
                "yuv420p",
                "-bf",
                "0");
        Path late = film(
                "late.ts",
                "testsrc2=size=640x360:rate=25:duration=1",
                "-c:v",
                "libx264",
                "-pix_fmt",
                "yuv420p",
                "-bf",
                "0",
                "-output_ts_offset",
                "20000");
        Path jumping = folder.resolve("jumping.ts");
        for (Path part : List.of(early, late, early)) {
            Files.write(jumping, Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return jumping;
    }

    @Test
    void time_stamps_that_jump_and_pictures_that_change_their_size_lose_no_frame_of_a_film() throws Exception {
        CollectedFrames frames =
                run(CameraConfiguration.of(jumping().toString()).withSpeed(Speed.MAX));
        assertThat(frames.count()).isEqualTo(75);
        assertThat(frames.times.getLast()).isEqualTo(74 * 40_000_000L);
    }

    @Test
    void time_stamps_that_jump_neither_hold_a_paced_film_up_nor_repeat_its_frames() throws Exception {
        CameraSource camera = new CameraSource(
                "cam", CameraConfiguration.of(jumping().toString()).withSpeed(new Speed(4)));
        CollectedFrames frames = new CollectedFrames();
        camera.run(frames);
        assertThat(camera.statistics().frames()).isEqualTo(75);
        assertThat(camera.statistics().restarts()).isZero();
        assertThat(frames.gaps).isEmpty();
    }

    @Test
    void a_film_that_is_looped_goes_on() throws Exception {
        Path film = film("film.mp4", "testsrc2=size=320x240:rate=30:duration=0.2", "-pix_fmt", "yuv420p");
        try (RunningCamera camera =
                new RunningCamera("cam", configuration(film.toString(), new Speed(5), true, Optional.empty()))) {
            camera.awaitMoreFrames(30);
            assertThat(camera.source.statistics().restarts()).isZero();
        }
    }

    private static CameraConfiguration configuration(String url, Speed speed, boolean loop, Optional<Path> program) {
        return new CameraConfiguration(
                CameraAddress.of(url, Path.of("/")),
                Optional.empty(),
                Optional.empty(),
                FrameSize.of("320x240"),
                OptionalDouble.empty(),
                List.of(),
                MotionConfiguration.USUAL,
                HardwareDecoding.NONE,
                Optional.empty(),
                speed,
                loop,
                program);
    }

    @ParameterizedTest
    @CsvSource({
        "bt709, tv, bt709, 320x240",
        "bt709, tv, bt709, 640x480",
        "bt601, tv, smpte170m, 320x240",
        "bt601, pc, smpte170m, 640x480"
    })
    void colours_are_those_of_bt601_in_its_limited_range_whatever_the_film_has(
            String matrix, String range, String tag, String size) throws Exception {
        Path film = film(
                "film.mp4",
                "color=c=0xE03010:size=" + size + ":rate=10:duration=0.3,format=rgb24",
                "-vf",
                "scale=out_color_matrix=%s:out_range=%s,format=yuv420p".formatted(matrix, range),
                "-colorspace",
                tag,
                "-color_range",
                range,
                "-qp",
                "4");
        byte[] planes = run(CameraConfiguration.of(film.toString())
                        .withSize(FrameSize.of("320x240"))
                        .withSpeed(Speed.MAX))
                .last;
        int middle = 120 * 320 + 160;
        int blue = 320 * 240;
        int chroma = 60 * 160 + 80;
        // ITU-R BT.601 of red 224, green 48, blue 16
        assertThat(planes[middle] & 0xff).isCloseTo(99, within(2));
        assertThat(planes[blue + chroma] & 0xff).isCloseTo(88, within(2));
        assertThat(planes[blue + blue / 4 + chroma] & 0xff).isCloseTo(208, within(2));
    }

    /** Half as wide as its pixels say: 160 x 240 of them, each twice as wide as high, are a picture of 4:3. */
    @Test
    void proportions_are_those_on_a_screen_and_what_is_left_is_black() throws Exception {
        Path wide = film("wide.mp4", "color=c=white:size=640x160:rate=10:duration=0.3", "-pix_fmt", "yuv420p");
        byte[] bars = run(CameraConfiguration.of(wide.toString())
                        .withSize(FrameSize.of("320x240"))
                        .withSpeed(Speed.MAX))
                .last;
        assertThat(bars[79 * 320 + 5]).isEqualTo(Frame.BLACK_LUMA);
        assertThat(bars[82 * 320 + 5] & 0xff).isCloseTo(235, within(2));
        assertThat(bars[161 * 320 + 5]).isEqualTo(Frame.BLACK_LUMA);
        Path tall = film(
                "tall.mp4",
                "color=c=white:size=160x240:rate=10:duration=0.3",
                "-vf",
                "setsar=2",
                "-pix_fmt",
                "yuv420p");
        byte[] full = run(CameraConfiguration.of(tall.toString())
                        .withSize(FrameSize.of("320x240"))
                        .withSpeed(Speed.MAX))
                .last;
        assertThat(full[5] & 0xff).isCloseTo(235, within(2));
        assertThat(full[239 * 320 + 314] & 0xff).isCloseTo(235, within(2));
    }

    @Test
    void masks_are_black_before_anybody_sees_a_frame() throws Exception {
        Ffmpeg.require();
        List<Polygon> masks = List.of(Polygon.of(List.of(List.of(0.0, 0.0), List.of(0.5, 0.0), List.of(0.0, 1.0))));
        byte[] planes = run(CameraConfiguration.of("lavfi:color=c=white:size=320x240:rate=10:duration=0.2")
                        .withSize(FrameSize.of("320x240"))
                        .withMasks(masks)
                        .withSpeed(Speed.MAX))
                .last;
        assertThat(planes[100 * 320 + 20]).isEqualTo(Frame.BLACK_LUMA);
        assertThat(planes[100 * 320 + 300] & 0xff).isCloseTo(235, within(2));
    }

    @Test
    void of_a_listener_that_is_slow_the_latest_frame_wins_and_the_others_are_counted() throws Exception {
        Ffmpeg.require();
        CameraSource camera = new CameraSource("cam", CameraConfiguration.of(TEST_SOURCE), RunningCamera.LITTLE);
        AtomicLong second = new AtomicLong(-1);
        CountDownLatch done = new CountDownLatch(1);
        FrameListener slow = new FrameListener() {
            @Override
            public void seen(Frame frame) {
                if (frame.number() > 0 && second.compareAndSet(-1, frame.number())) {
                    done.countDown();
                }
                while (camera.statistics().frames() < 20) {
                    LockSupport.parkNanos(1_000_000);
                }
            }

            @Override
            public void frame(Frame frame) {}

            @Override
            public void still(long timeNanos) {}

            @Override
            public void gap(long fromNanos, long toNanos) {}

            @Override
            public void end() {}
        };
        try (RunningCamera running = new RunningCamera(camera, slow)) {
            done.await();
            running.interrupt();
            assertThat(second.get()).isGreaterThanOrEqualTo(19);
            assertThat(camera.statistics().dropped()).isGreaterThanOrEqualTo(18);
        }
    }

    @Test
    void a_camera_that_is_interrupted_kills_its_child_at_once_and_leaves_nothing_open() throws Exception {
        Ffmpeg.require();
        for (String speed : List.of("1", "max")) {
            int before = openFiles();
            String url = TEST_SOURCE + ",drawbox=x=%s".formatted(speed.length());
            try (RunningCamera camera =
                    new RunningCamera("cam", CameraConfiguration.of(url).withSpeed(Speed.of(speed)))) {
                camera.awaitMoreFrames(3);
                ProcessHandle child = camera.child("drawbox=x=" + speed.length());
                camera.interrupt();
                camera.await(() -> !camera.running() && !child.isAlive());
                assertThat(camera.failure).isInstanceOf(InterruptedException.class);
                assertThat(camera.frames.ended).isFalse();
                camera.await(() -> openFiles() <= before);
            }
        }
    }

    private static int openFiles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    @Test
    void a_missing_ffmpeg_is_told_and_used_once_it_is_there() throws Exception {
        Ffmpeg.require();
        Path program = folder.resolve("ffmpeg");
        try (RunningCamera camera =
                new RunningCamera("cam", configuration(TEST_SOURCE, Speed.TRUE, false, Optional.of(program)))) {
            camera.awaitProblem("ffmpeg-missing");
            assertThat(camera.problems().get("ffmpeg-missing")).contains("'cam'", program.toString(), "apt-get");
            Files.createSymbolicLink(program, Ffmpeg.path());
            camera.awaitMoreFrames(3);
            assertThat(camera.problems()).isEmpty();
        }
    }

    @Test
    void a_child_that_is_killed_is_replaced_where_the_camera_is_paced_and_is_the_end_where_it_is_not()
            throws Exception {
        Ffmpeg.require();
        try (RunningCamera paced = new RunningCamera("paced", CameraConfiguration.of(TEST_SOURCE + ",vflip"));
                RunningCamera lossless = new RunningCamera(
                        "lossless",
                        CameraConfiguration.of(TEST_SOURCE + ",hflip").withSpeed(Speed.MAX))) {
            paced.awaitMoreFrames(3);
            Signal.KILL.to(paced.child(",vflip"));
            paced.await(() -> paced.source.statistics().restarts() > 0);
            paced.awaitMoreFrames(3);
            Signal.KILL.to(lossless.child(",hflip"));
            lossless.await(() -> !lossless.running());
            assertThat(lossless.failure).isInstanceOfSatisfying(CaptureException.class, e -> {
                assertThat(e.code()).isEqualTo("camera-failed");
                assertThat(e).hasMessageContaining("'lossless'").hasMessageContaining("signal 9");
            });
        }
    }

    @Test
    void a_film_that_is_none_says_so() throws IOException {
        Ffmpeg.require();
        Path film = Files.writeString(folder.resolve("film.mp4"), "once upon a time");
        for (Path path : List.of(film, folder.resolve("none.mp4"))) {
            assertThatThrownBy(() -> run(CameraConfiguration.of(path.toString()).withSpeed(Speed.MAX)))
                    .isInstanceOfSatisfying(
                            CaptureException.class, e -> assertThat(e.code()).isEqualTo("camera-failed"))
                    .hasMessageContaining(path.toString())
                    .hasMessageMatching(".*(Invalid data|No such file).*");
        }
    }

    @Test
    void a_decoder_is_used_as_the_profile_says_and_one_that_the_machine_lacks_is_told() throws Exception {
        Path film = film("film.mp4", "testsrc2=size=320x240:rate=30:duration=0.2", "-pix_fmt", "yuv420p");
        CameraConfiguration usual = CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX);
        assertThat(run(with(usual, "h264")).count()).isEqualTo(6);
        assertThatThrownBy(() -> run(with(usual, "h264_nothing")))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("h264_nothing");
    }

    private static CameraConfiguration with(CameraConfiguration usual, String decoder) {
        return new CameraConfiguration(
                usual.address(),
                usual.login(),
                usual.asked(),
                usual.size(),
                usual.fps(),
                usual.masks(),
                usual.motion(),
                new HardwareDecoding(Optional.of(decoder), Optional.empty(), Optional.empty()),
                usual.inputFormat(),
                usual.speed(),
                usual.loop(),
                usual.program());
    }

    @Test
    void a_picture_that_is_larger_than_any_camera_gives_is_refused_before_it_fills_the_memory() throws Exception {
        Path film = film("film.jpg", "color=c=white:size=9000x6000", "-frames:v", "1");
        assertThatThrownBy(() -> run(CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX)))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("9000x6000");
    }
}
