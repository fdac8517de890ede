package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calibrations find the parameters that made the data. */
class CalibrationFitTest {
    private static final int UNITS = 40_000;

    @Test
    void a_temperature_that_overstates_is_found() {
        Random random = new Random(1);
        Judged.Builder judged = new Judged.Builder(3);
        judged.recording("one", "A");
        for (int i = 0; i < UNITS; i++) {
            double[] logits = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            int truth = draw(softmax(logits, 1), random);
            // what is said is sharper than what is true: it takes a temperature of 2.5 to be honest
            judged.add(floats(softmax(logits, 1 / 2.5)), truth);
        }
        assertThat(TemperatureFit.temperature(judged.build())).isCloseTo(2.5, within(0.06));
    }

    @Test
    void a_verdict_of_zero_for_the_truth_costs_much_but_not_everything() {
        Judged.Builder judged = new Judged.Builder(2);
        judged.recording("one", "A");
        for (int i = 0; i < 100; i++) {
            judged.add(new float[] {0, 1}, i == 0 ? 0 : 1);
        }
        assertThat(TemperatureFit.loss(judged.build(), 1))
                .isCloseTo(-Math.log(TemperatureFit.FLOOR) / 100, within(1e-9));
        assertThat(TemperatureFit.temperature(judged.build())).isBetween(TemperatureFit.LEAST, TemperatureFit.MOST);
    }

    @Test
    void slope_and_offset_are_found() {
        Random random = new Random(2);
        double[] logOdds = new double[UNITS];
        boolean[] second = new boolean[UNITS];
        double[] weights = new double[UNITS];
        Arrays.fill(weights, 1);
        for (int i = 0; i < UNITS; i++) {
            logOdds[i] = 3 * random.nextGaussian();
            second[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.7 * logOdds[i] - 0.4)));
        }
        PlattFit.Line line = PlattFit.line(logOdds, second, weights);
        assertThat(line.slope()).isCloseTo(0.7, within(0.02));
        assertThat(line.offset()).isCloseTo(-0.4, within(0.03));
    }

    @Test
    void classes_that_are_parted_well_do_not_drive_the_slope_to_infinity() {
        double[] logOdds = {-2, -1, 1, 2};
        boolean[] second = {false, false, true, true};
        double[] weights = {1, 1, 1, 1};
        PlattFit.Line line = PlattFit.line(logOdds, second, weights);
        assertThat(line.slope()).isBetween(0.5, 2.0);
        assertThat(line.offset()).isCloseTo(0, within(1e-9));
    }

    @Test
    void each_person_weighs_the_same() {
        Judged.Builder judged = new Judged.Builder(2);
        judged.recording("long", "A");
        for (int i = 0; i < 900; i++) {
            judged.add(new float[] {0.9f, 0.1f}, 0);
        }
        judged.recording("short", "B");
        for (int i = 0; i < 100; i++) {
            judged.add(new float[] {0.9f, 0.1f}, 0);
        }
        double[] weights = judged.build().weights();
        assertThat(Arrays.stream(weights, 0, 900).sum()).isCloseTo(500, within(1e-6));
        assertThat(Arrays.stream(weights, 900, 1000).sum()).isCloseTo(500, within(1e-6));
    }

    private static double[] softmax(double[] logits, double temperature) {
        double[] p = Arrays.stream(logits).map(x -> Math.exp(x / temperature)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    private static int draw(double[] p, Random random) {
        double at = random.nextDouble();
        int label = 0;
        while (label < p.length - 1 && at >= p[label]) {
            at -= p[label++];
        }
        return label;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
