package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.model.frame.PictureTransform;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts the bytes that reading outputs allocates once warm: none where nothing is found, else what is given away. */
class AdapterAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int READS = 2_000;
    /** What the measuring itself may cost, over all reads. */
    private static final long SLACK = 2_000;
    /** A box, a detection or pose, its points' numbers, and the list of the finding with the list's array. */
    private static final long BYTES_A_THING = 700;

    private final PictureTransform transform = new PictureTransform();

    @TempDir
    Path store;

    @ParameterizedTest
    @EnumSource
    void reading_allocates_what_is_found_and_nothing_else(OutputKind kind) {
        transform.letterbox(640, 480, kind.side, kind.side);
        try (ScriptedModel model = kind.open(store)) {
            put(model, kind, Float.NaN);
            assertThat(bytes(model)).as("of nothing").isLessThan(SLACK);

            put(model, kind, 0.9f);
            if (kind == OutputKind.FACES || kind == OutputKind.SSD) {
                // one anchor is a thing, all others are not
                float[] scores = new float[kind.elements(1)];
                Arrays.fill(scores, Float.NaN);
                // of SSD nothing, a person and a bench; of a face its logit
                System.arraycopy(
                        new float[] {kind == OutputKind.SSD ? 0 : 3, 5, 0},
                        0,
                        scores,
                        0,
                        kind == OutputKind.SSD ? 3 : 1);
                model.put(1, scores);
            } else if (kind == OutputKind.MOVENET || kind == OutputKind.POSE_LANDMARKS) {
                float[] points = new float[kind.elements(0)];
                for (int i = 0; i < points.length; i++) {
                    points[i] = i % 7 / 7f;
                }
                model.put(0, points);
            } else {
                model.put(0, 0.1f, 0.1f, 0.2f, 0.2f);
                model.put(3, 1);
            }
            assertThat(bytes(model)).as("of a thing").isBetween(READS * 50L, READS * BYTES_A_THING + SLACK);
        }
    }

    private static void put(ScriptedModel model, OutputKind kind, float value) {
        for (int output = 0; output < kind.shapes.length; output++) {
            float[] values = new float[kind.elements(output)];
            Arrays.fill(values, value);
            model.put(output, values);
        }
    }

    private long bytes(ScriptedModel model) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < READS; i++) {
                model.read(transform);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
