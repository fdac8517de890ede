package dev.spotter.evaluation.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes films in H.264. */
final class TestFilm {
    private static final int ENCODED_SECONDS = 2;

    private TestFilm() {}

    /**
     * A film of what a filter graph draws, the same few seconds again and again.
     *
     * @param least how long the film is at least
     * @throws BenchException ffmpeg-missing, ffmpeg-failed
     */
    static Path write(Path folder, String graph, Duration least) {
        Path once = folder.resolve("once.mp4");
        Path film = folder.resolve("film.mp4");
        Ffmpeg.make(
                once,
                List.of("-f", "lavfi", "-i", graph, "-t", Integer.toString(ENCODED_SECONDS)),
                List.of("-c:v", "libx264", "-pix_fmt", "yuv420p"));
        String again = Long.toString(least.toSeconds() / ENCODED_SECONDS);
        Ffmpeg.make(film, List.of("-stream_loop", again, "-i", once.toString()), List.of("-c", "copy"));
        return film;
    }
}
