package dev.spotter.capture.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.capture.Speed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Films and test sources through a real ffmpeg. */
@Timeout(60)
class CameraSourceTest {
    @TempDir
    private Path folder;

    @Test
    void a_film_at_full_speed_loses_nothing_and_frame_n_carries_n_over_fps() throws Exception {
        Path film = Ffmpeg.film(
                folder.resolve("film.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x240:rate=30000/1001:duration=2",
                "-pix_fmt",
                "yuv420p");
        CollectedFrames frames = new CollectedFrames();
        CameraSource camera =
                new CameraSource("cam", CameraConfiguration.of(film.toString()).withSpeed(Speed.MAX));
        camera.run(frames);
        assertThat(frames.count()).isEqualTo(60);
        assertThat(frames.times.get(30)).isEqualTo(1_001_000_000);
        assertThat(frames.ended).isTrue();
        assertThat(camera.statistics().dropped()).isZero();
        assertThat(camera.problems()).isEmpty();
    }

    @Test
    void a_test_source_is_paced_and_ends() throws Exception {
        Ffmpeg.require();
        CollectedFrames frames = new CollectedFrames();
        CameraSource camera =
                new CameraSource("cam", CameraConfiguration.of("lavfi:testsrc2=size=640x480:rate=30:duration=1"));
        long startNanos = System.nanoTime();
        camera.run(frames);
        assertThat(System.nanoTime() - startNanos).isBetween(900_000_000L, 10_000_000_000L);
        assertThat(frames.ended).isTrue();
        assertThat(camera.statistics().frames()).isEqualTo(30);
        assertThat(frames.count() + camera.statistics().dropped()).isEqualTo(30);
    }
}
