package dev.spotter.evaluation.bench;

import dev.spotter.tflite.TfLite;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Time per inference of a public model, by our binding over by a loop in C: what Java costs.
 *
 * <p>Both loops run on one thread of one process, over the same loaded library, with XNNPACK and one thread each, copying the same frame in
 * and the answer out. They take turns in short rounds, who is first alternating, so that what else the machine does falls on both alike.
 * Now and then both are made anew, so that neither keeps a lucky place in memory. Time is the thread's processor time, which other processes
 * do not prolong. Each round's mean counts once, and the medians over all rounds are compared.
 */
enum JavaOverC implements Benchmark {
    MOVENET("movenet", "movenet_single_pose_lightning_ptq.tflite"),
    VWW("vww", "vww_96_int8.tflite"),
    AD01("ad01", "ad01_int8.tflite");

    private static final int THREADS = 1;
    private static final int ROUNDS_A_SITTING = 20;
    private static final long ROUND_NANOS = 25_000_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;
    private static final long SITTING_WARM_UP_NANOS = 200_000_000;
    private static final double NANOS_PER_MICROSECOND = 1e3;

    private final String model;
    private final String file;

    JavaOverC(String model, String file) {
        this.model = model;
        this.file = file;
    }

    @Override
    public String id() {
        return "java-over-c." + model;
    }

    @Override
    public String purpose() {
        return "time per inference of " + file + ", in Java over in C";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path path = PublicModel.find(settings.publicModels(), file, id()).toAbsolutePath();
        TfLite tfLite = TfLite.load(null, settings.data());
        Optional<SymbolLookup> floor = CFloor.build(settings, id());
        double[] javaNanos = new double[settings.rounds()];
        double[] floorNanos = new double[settings.rounds()];
        long warmUpNanos = WARM_UP_NANOS;
        for (int round = 0, sitting = 0; round < settings.rounds(); round += ROUNDS_A_SITTING, sitting++) {
            int end = Math.min(round + ROUNDS_A_SITTING, settings.rounds());
            boolean javaFirst = sitting % 2 == 0;
            try (InferenceLoop early = javaFirst ? JavaLoop.open(tfLite, path, THREADS) : open(floor, tfLite, path);
                    InferenceLoop late = javaFirst ? open(floor, tfLite, path) : JavaLoop.open(tfLite, path, THREADS)) {
                InferenceLoop java = javaFirst ? early : late;
                InferenceLoop c = javaFirst ? late : early;
                sit(java, c, warmUpNanos, javaNanos, floorNanos, round, end);
            }
            warmUpNanos = SITTING_WARM_UP_NANOS;
        }
        return List.of(new Figure(
                id(),
                Turns.median(javaNanos) / NANOS_PER_MICROSECOND,
                "microseconds",
                floor.isPresent()
                        ? OptionalDouble.of(Turns.median(floorNanos) / NANOS_PER_MICROSECOND)
                        : OptionalDouble.empty()));
    }

    /** The loop in C, null without a floor; resources may be null. */
    private static InferenceLoop open(Optional<SymbolLookup> floor, TfLite tfLite, Path model) {
        return floor.map(library -> CLoop.open(library, tfLite.library().toAbsolutePath(), model, THREADS))
                .orElse(null);
    }

    private void sit(
            InferenceLoop java,
            InferenceLoop c,
            long warmUpNanos,
            double[] javaNanos,
            double[] floorNanos,
            int from,
            int to) {
        long inferences = warmUp(java, c, warmUpNanos);
        for (int round = from; round < to; round++) {
            boolean javaFirst = round % 2 == 0;
            if (javaFirst) {
                javaNanos[round] = (double) java.nanosFor(inferences) / inferences;
            }
            if (c != null) {
                floorNanos[round] = (double) c.nanosFor(inferences) / inferences;
            }
            if (!javaFirst) {
                javaNanos[round] = (double) java.nanosFor(inferences) / inferences;
            }
        }
        if (c != null && !Arrays.equals(java.answer(), c.answer())) {
            throw new BenchException(
                    "floor-failed",
                    "the loops in Java and in C give different answers for " + file + ", so they are no match");
        }
    }

    /** Runs both until they are warm; gives back how many inferences make a round. */
    private static long warmUp(InferenceLoop java, InferenceLoop c, long nanos) {
        long inferences = 1;
        long begin = System.nanoTime();
        do {
            long took = Math.max(1, java.nanosFor(inferences));
            if (c != null) {
                c.nanosFor(inferences);
            }
            inferences = Math.max(1, inferences * ROUND_NANOS / took);
        } while (System.nanoTime() - begin < nanos);
        return inferences;
    }
}
