package dev.spotter.evaluation.bench;

import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.tflite.TfLite;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Frames of cameras with MoveNet, from ffmpeg to the observation, per second of processor time, over what the bare inference
 * in C and ffmpeg alone would leave.
 *
 * @param cameras side by side
 */
record CameraCost(int cameras) implements Benchmark {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TURN_NANOS = 50_000_000;
    /** How much longer the cameras' turns are: of several each needs some frames until they run as they run all day. */
    private static final int LONGER = 10;
    /** More than any machine gets through in the rounds. */
    private static final Duration FILM = Duration.ofMinutes(15);

    @Override
    public String id() {
        return "pipeline.cameras-" + cameras;
    }

    @Override
    public String purpose() {
        return "frames per CPU-second, test source or film to MoveNet's pose, over bare inference and ffmpeg alone";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path model = PublicModel.find(settings.publicModels(), PosePackage.FILE, id());
        Optional<SymbolLookup> c = CFloor.build(settings, id());
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            Parts parts = new Parts(
                    TfLite.load(null, settings.data()), PosePackage.write(folder.path(), model), c, settings.rounds());
            Path film = TestFilm.write(folder.path(), Ffmpeg.TEST_GRAPH, FILM);
            List<Figure> figures = new ArrayList<>();
            figures.addAll(figures("", "lavfi:" + Ffmpeg.TEST_GRAPH, Ffmpeg.testSource(), parts));
            figures.addAll(figures(".h264", film.toString(), Ffmpeg.film(film), parts));
            return figures;
        }
    }

    /** What all figures are measured on. */
    private record Parts(TfLite tfLite, ModelPackage model, Optional<SymbolLookup> c, int rounds) {}

    /**
     * @param url of the cameras
     * @param input the same for ffmpeg alone
     */
    private List<Figure> figures(String suffix, String url, List<String> input, Parts parts) {
        CountedObservations observations = new CountedObservations();
        PoseCameras poses = PoseCameras.open(
                parts.tfLite(),
                parts.model(),
                cameras,
                CameraConfiguration.of(url).withSpeed(Speed.MAX).withMotion(PoseCameras.EVERY_FRAME),
                observations);
        try (poses;
                CameraLoop loop = new CameraLoop(poses.sources(), poses.pipelines(), observations.count());
                FfmpegAlone yuv = FfmpegAlone.open(input, FfmpegAlone.Output.YUV);
                FfmpegAlone rgb = FfmpegAlone.open(input, FfmpegAlone.Output.RGB);
                BorrowedLoops bare = parts.c()
                        .map(c -> BorrowedLoops.open(c, parts.tfLite(), poses.interpreters()))
                        .orElse(null)) {
            Loop longer = frames -> loop.nanosFor(frames * LONGER) / LONGER;
            double[] nanos = bare == null
                    ? Turns.medianNanos(parts.rounds(), TURN_NANOS, longer, yuv, rgb)
                    : Turns.medianNanos(parts.rounds(), TURN_NANOS, longer, yuv, rgb, bare);
            double wall = loop.framesPerSecond(Math.round(parts.rounds() * TURN_NANOS * cameras / nanos[0]));
            return List.of(
                    figure(suffix, nanos[0], floor(nanos, 1)),
                    figure(suffix + ".rgb-floor", nanos[0], floor(nanos, 2)),
                    new Figure(id() + suffix + ".wall", wall, "frames per second", OptionalDouble.empty()));
        }
    }

    private static OptionalDouble floor(double[] nanos, int ffmpeg) {
        return nanos.length > 3
                ? OptionalDouble.of(NANOS_PER_SECOND / (nanos[3] + nanos[ffmpeg]))
                : OptionalDouble.empty();
    }

    private Figure figure(String suffix, double nanos, OptionalDouble floor) {
        return new Figure(id() + suffix, NANOS_PER_SECOND / nanos, "frames per CPU-second", floor);
    }
}
