package dev.spotter.evaluation.bench;

import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.motion.MotionConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Cameras that one core carries where nothing moves, with the motion gate over without: films of 15 frames a second with
 * sensor noise, at their own pace. Besides with the gate over the same films in ffmpeg alone: what the gate leaves to
 * spare.
 */
final class GateCost implements Benchmark {
    private static final int FPS = 15;
    private static final int CAMERAS = 4;
    private static final String STILL =
            "smptebars=size=%dx%d:rate=%d,noise=alls=4:allf=t".formatted(Ffmpeg.WIDTH, Ffmpeg.HEIGHT, FPS);
    private static final Duration FILM = Duration.ofMinutes(5);
    private static final int WARM_UP_FRAMES = FPS;
    private static final int FRAMES = 2 * FPS;
    private static final int ROUNDS_A_WINDOW = 15;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String id() {
        return "pipeline.gate";
    }

    @Override
    public String purpose() {
        return "cameras of 15 frames a second that a core carries, nothing moving, with the motion gate over without";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path file = PublicModel.find(settings.publicModels(), PosePackage.FILE, id());
        TfLite tfLite = TfLite.load(null, settings.data());
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            ModelPackage model = PosePackage.write(folder.path(), file);
            Path film = TestFilm.write(folder.path(), STILL, FILM);
            CameraConfiguration camera = CameraConfiguration.of(film.toString());
            int windows = Math.max(1, settings.rounds() / ROUNDS_A_WINDOW);
            double[] gated = new double[windows];
            double[] open = new double[windows];
            double[] alone = new double[windows];
            PoseCameras.compile(tfLite, model, camera.withMotion(MotionConfiguration.USUAL), settings);
            PoseCameras.compile(tfLite, model, camera.withMotion(PoseCameras.EVERY_FRAME), settings);
            for (int window = 0; window < windows; window++) {
                gated[window] = carried(tfLite, model, camera.withMotion(MotionConfiguration.USUAL));
                open[window] = carried(tfLite, model, camera.withMotion(PoseCameras.EVERY_FRAME));
                alone[window] = alone(film);
            }
            double value = Turns.median(gated);
            return List.of(figure("", value, Turns.median(open)), figure(".over-ffmpeg", value, Turns.median(alone)));
        }
    }

    private Figure figure(String suffix, double value, double floor) {
        return new Figure(id() + suffix, value, "cameras a core", OptionalDouble.of(floor));
    }

    private static double carried(TfLite tfLite, ModelPackage model, CameraConfiguration camera) {
        Set<Long> before = ChildClocks.children();
        try (PoseCameras poses = PoseCameras.open(tfLite, model, CAMERAS, camera, new CountedObservations());
                LiveCameras live = new LiveCameras(poses.sources(), poses.pipelines())) {
            live.goOnUntil(WARM_UP_FRAMES);
            ChildClocks clocks = new ChildClocks(before);
            long begin = clocks.nanos();
            long frames = live.frames();
            live.goOnUntil(WARM_UP_FRAMES + FRAMES);
            return camerasACore(clocks.nanos() - begin, live.frames() - frames);
        }
    }

    /** As many films at the same pace, thrown away as they come. */
    private static double alone(Path film) {
        List<FfmpegAlone> films = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(CAMERAS)) {
            for (int i = 0; i < CAMERAS; i++) {
                films.add(FfmpegAlone.open(Ffmpeg.pacedFilm(film), FfmpegAlone.Output.YUV));
            }
            nanosFor(readers, films, WARM_UP_FRAMES);
            return camerasACore(nanosFor(readers, films, FRAMES), FRAMES * CAMERAS);
        } finally {
            films.forEach(FfmpegAlone::close);
        }
    }

    private static long nanosFor(ExecutorService readers, List<FfmpegAlone> films, long frames) {
        return films.stream()
                .map(film -> CompletableFuture.supplyAsync(() -> film.nanosFor(frames), readers))
                .toList()
                .stream()
                .mapToLong(CompletableFuture::join)
                .sum();
    }

    /** How many cameras there could be if a core did nothing else. */
    static double camerasACore(long processorNanos, long frames) {
        return NANOS_PER_SECOND * frames / processorNanos / FPS;
    }
}
