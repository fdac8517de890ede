package dev.spotter.evaluation.bench;

import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.model.ModelPackage;
import dev.spotter.observation.Observation;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * How long it takes from a frame's coming to what MoveNet sees in it, of cameras of 15 frames a second.
 *
 * @param counts how many cameras side by side, one measurement each
 */
record CameraLatency(List<Integer> counts) implements Benchmark {
    private static final int FPS = 15;
    private static final int WARM_UP_FRAMES = 2 * FPS;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    @Override
    public String id() {
        return "pipeline.latency";
    }

    @Override
    public String purpose() {
        return "milliseconds from a frame's coming to MoveNet's pose, median and 99th percentile, 15 frames a second";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path model = PublicModel.find(settings.publicModels(), PosePackage.FILE, id());
        TfLite tfLite = TfLite.load(null, settings.data());
        CameraConfiguration camera =
                CameraConfiguration.of("lavfi:" + Ffmpeg.testGraph(FPS)).withMotion(PoseCameras.EVERY_FRAME);
        List<Figure> figures = new ArrayList<>();
        try (BenchFolder folder = BenchFolder.in(settings.data())) {
            ModelPackage packaged = PosePackage.write(folder.path(), model);
            PoseCameras.compile(tfLite, packaged, camera, settings);
            for (int cameras : counts) {
                Latencies latencies = new Latencies(cameras * settings.rounds());
                try (PoseCameras poses = PoseCameras.open(tfLite, packaged, cameras, camera, latencies)) {
                    figures.addAll(figures(cameras, poses, latencies, settings));
                }
            }
        }
        return figures;
    }

    private List<Figure> figures(int cameras, PoseCameras poses, Latencies latencies, BenchSettings settings) {
        try (LiveCameras live = new LiveCameras(poses.sources(), poses.pipelines())) {
            live.goOnUntil(WARM_UP_FRAMES);
            long dropped = live.dropped();
            latencies.begin();
            while (!latencies.full()) {
                live.goOn(1_000 / FPS);
            }
            if (live.dropped() > dropped) {
                settings.remarks()
                        .accept("%s.cameras-%d: %d frames were dropped besides, because newer ones came first"
                                .formatted(id(), cameras, live.dropped() - dropped));
            }
            return List.of(
                    figure(cameras, "p50", latencies.percentile(50)), figure(cameras, "p99", latencies.percentile(99)));
        }
    }

    private Figure figure(int cameras, String which, long nanos) {
        return new Figure(
                "%s.cameras-%d.%s".formatted(id(), cameras, which),
                nanos / NANOS_PER_MILLISECOND,
                "milliseconds",
                OptionalDouble.empty());
    }

    /** How old observations are when they come. Any thread. */
    static final class Latencies implements ObservationListener {
        private final long[] nanos;
        private int count;

        /** @param most how many are counted */
        Latencies(int most) {
            nanos = new long[most];
            count = most;
        }

        /** Counts from now on. */
        synchronized void begin() {
            count = 0;
        }

        synchronized boolean full() {
            return count == nanos.length;
        }

        @Override
        public void observed(Observation observation) {
            add(System.nanoTime() - observation.timeNanos());
        }

        synchronized void add(long latencyNanos) {
            if (!full()) {
                nanos[count++] = latencyNanos;
            }
        }

        @Override
        public void advanced(String station, long timeNanos) {}

        /** The least that so many percent do not exceed. */
        synchronized long percentile(int percent) {
            long[] sorted = LongStream.of(nanos).limit(count).sorted().toArray();
            return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
        }
    }
}
