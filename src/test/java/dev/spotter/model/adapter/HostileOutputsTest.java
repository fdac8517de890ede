package dev.spotter.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Box;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever numbers a network gives, what comes out is finite, has an area and scores from 0 to 1, and nothing is thrown. */
class HostileOutputsTest {
    private static final int ROUNDS = 400;
    private static final float[] BAD = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_VALUE,
        1e20f,
        -1e20f,
        0,
        -0f
    };

    @TempDir
    Path store;

    @ParameterizedTest
    @EnumSource
    void no_output_makes_a_place_that_is_none(OutputKind kind) {
        Random random = new Random(kind.ordinal());
        PictureTransform transform = new PictureTransform();
        int given = 0;
        try (ScriptedModel model = kind.open(store)) {
            for (int round = 0; round < ROUNDS; round++) {
                transform.region(640, 480, kind.side, kind.side, 320, 240, 300, 200, round % 3 == 0 ? 0 : round);
                // from none to all of the numbers are bad
                double share = (double) round / ROUNDS;
                for (int output = 0; output < kind.shapes.length; output++) {
                    model.put(output, numbers(random, kind.elements(output), share));
                }
                given += switch (model.read(transform)) {
                    case Detections found -> {
                        found.detections().forEach(HostileOutputsTest::assertSound);
                        yield found.detections().size();
                    }
                    case Poses found -> {
                        found.poses().forEach(HostileOutputsTest::assertSound);
                        yield found.poses().size();
                    }
                    default -> throw new AssertionError("no places");
                };
            }
        }
        assertThat(given).as("what was sound among it").isPositive();
    }

    private static float[] numbers(Random random, int count, double share) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextDouble() < share * share
                    ? BAD[random.nextInt(BAD.length)]
                    : (float) (5 * random.nextDouble() - 1);
        }
        return numbers;
    }

    private static void assertSound(Detection found) {
        assertSound(found.score(), found.box(), found.keypoints());
    }

    private static void assertSound(Pose found) {
        assertSound(found.score(), found.box(), found.keypoints());
    }

    /** A box is sound by its own constructor. */
    private static void assertSound(float score, Box box, Keypoints keypoints) {
        assertThat(score).isBetween(0f, 1f);
        assertThat(box).isNotNull();
        for (int i = 0; i < keypoints.size(); i++) {
            assertThat(Float.isFinite(keypoints.x(i)) && Float.isFinite(keypoints.y(i)))
                    .isTrue();
            assertThat(keypoints.score(i)).isBetween(0f, 1f);
        }
    }
}
