package dev.spotter.capture.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.Recordings;
import dev.spotter.capture.Resampler;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.SimulatedTruth.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulated sets against the real ones: where up is, how much each axis moves, how long a repetition takes. */
class SimulatedRealismTest {
    private static final int ENDS = 30;

    /** Mean and standard deviation of each channel of a set, and the seconds a repetition takes. */
    private record Figures(double[] means, double[] deviations, double period) {
        static Figures of(List<float[]> rows, int repetitions) {
            double[] means = new double[6];
            double[] deviations = new double[6];
            for (int channel = 0; channel < 6; channel++) {
                for (float[] row : rows) {
                    means[channel] += row[channel] / rows.size();
                }
                for (float[] row : rows) {
                    deviations[channel] += Math.pow(row[channel] - means[channel], 2) / rows.size();
                }
                deviations[channel] = Math.sqrt(deviations[channel]);
            }
            return new Figures(means, deviations, rows.size() / 50.0 / repetitions);
        }

        static Figures mean(List<Figures> all) {
            double[] means = new double[6];
            double[] deviations = new double[6];
            double period = 0;
            for (Figures one : all) {
                for (int channel = 0; channel < 6; channel++) {
                    means[channel] += one.means[channel] / all.size();
                    deviations[channel] += one.deviations[channel] / all.size();
                }
                period += one.period / all.size();
            }
            return new Figures(means, deviations, period);
        }
    }

    @Test
    void simulated_sets_look_like_the_real_ones() throws Exception {
        Map<Exercise, Figures> real = real();
        Map<Exercise, Figures> simulated = simulated();
        for (Exercise exercise : Exercise.values()) {
            Figures is = simulated.get(exercise);
            Figures was = real.get(exercise);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(is.means[channel])
                        .as("%s: mean of channel %d, really %.2f g", exercise, channel, was.means[channel])
                        .isBetween(was.means[channel] - 0.1, was.means[channel] + 0.1);
                assertThat(is.deviations[channel])
                        .as("%s: deviation of channel %d, really %.3f g", exercise, channel, was.deviations[channel])
                        .isBetween(0.7 * was.deviations[channel] - 0.01, 1.3 * was.deviations[channel] + 0.03);
            }
            for (int channel = 3; channel < 6; channel++) {
                assertThat(is.deviations[channel])
                        .as(
                                "%s: deviation of channel %d, really %.1f deg/s",
                                exercise, channel, was.deviations[channel])
                        .isBetween(0.7 * was.deviations[channel] - 3, 1.3 * was.deviations[channel] + 2);
            }
            assertThat(is.period)
                    .as("%s: seconds a repetition, really %.2f", exercise, was.period)
                    .isBetween(0.8 * was.period, 1.25 * was.period);
        }
    }

    private static Map<Exercise, Figures> real() {
        Map<Exercise, List<Figures>> sets = new EnumMap<>(Exercise.class);
        Recordings.open(RecordingFormat.METAMOTION, SharedFiles.data("barbell-metamotion"))
                .forEach(recording -> {
                    boolean usual = recording.doubt().isEmpty()
                            && !recording.label().equals("rest")
                            && recording
                                    .attributes()
                                    .getOrDefault("category", "")
                                    .matches("heavy|medium");
                    if (usual) {
                        sets.computeIfAbsent(Exercise.of(recording.label()), e -> new ArrayList<>())
                                .add(figures(recording));
                    }
                });
        Map<Exercise, Figures> real = new EnumMap<>(Exercise.class);
        sets.forEach((exercise, all) -> real.put(exercise, Figures.mean(all)));
        return real;
    }

    private static Figures figures(Recording recording) {
        List<float[]> rows = List.of(Resampler.all(recording));
        int repetitions = recording.count().orElseThrow().best();
        Figures inside = Figures.of(rows.subList(ENDS, rows.size() - ENDS), repetitions);
        return new Figures(inside.means, inside.deviations, rows.size() / 50.0 / repetitions);
    }

    private static Map<Exercise, Figures> simulated() throws InterruptedException {
        Map<Exercise, List<Figures>> sets = new EnumMap<>(Exercise.class);
        for (Lifter lifter : Lifter.values()) {
            for (long person = 0; person < 8; person++) {
                long seed = 300 + 8 * lifter.ordinal() + person;
                List<PlannedSet> plan = new ArrayList<>();
                for (Exercise exercise : Exercise.values()) {
                    plan.add(new PlannedSet(exercise, 6));
                }
                SimulatedSource source = new SimulatedSource(
                        "sim", new SimulatedConfiguration(lifter, seed, Speed.MAX, plan, Duration.ofSeconds(5), 0, 1));
                List<float[]> rows = new ArrayList<>();
                SimulatedTruth[] now = new SimulatedTruth[1];
                source.truthTo(truth -> {
                    if (now[0] != null && now[0].activity() == Activity.SET && truth.activity() != Activity.SET) {
                        sets.computeIfAbsent(now[0].exercise(), e -> new ArrayList<>())
                                .add(Figures.of(rows, now[0].repetitions()));
                    }
                    if (truth.activity() != Activity.SET) {
                        rows.clear();
                    }
                    now[0] = truth;
                });
                source.run(new ImuListener() {
                    @Override
                    public void sample(long timeNanos, float[] values) {
                        if (now[0].activity() == Activity.SET) {
                            rows.add(values.clone());
                        }
                    }

                    @Override
                    public void gap(long fromNanos, long toNanos) {
                        throw new AssertionError("no gaps here");
                    }

                    @Override
                    public void end() {
                        // the sets are complete
                    }
                });
            }
        }
        Map<Exercise, Figures> simulated = new EnumMap<>(Exercise.class);
        sets.forEach((exercise, all) -> simulated.put(exercise, Figures.mean(all)));
        return simulated;
    }
}
