package dev.spotter.capture.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.spotter.capture.CaptureException;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Speed;
import dev.spotter.capture.simulator.SimulatedTruth.Activity;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a simulated lifter gives: samples that repeat, and a truth that fits them. */
class SimulatedSourceTest {
    private static final List<PlannedSet> ALL = Stream.of("bench x 6", "squat x 5", "dead x 4", "ohp x 5", "row x 8")
            .map(PlannedSet::of)
            .toList();

    /** Hashes all samples and keeps the truth. */
    private static final class Heard implements ImuListener, SimulatedTruth.Listener {
        final List<SimulatedTruth> truths = new ArrayList<>();
        long samples;
        long lastNanos = -1;
        long firstNanos;
        int hash = 1;
        boolean ended;

        @Override
        public void sample(long timeNanos, float[] values) {
            if (samples++ == 0) {
                firstNanos = timeNanos;
            } else {
                assertThat(timeNanos - lastNanos == 20_000_000).isTrue();
            }
            lastNanos = timeNanos;
            hash = 31 * hash + Arrays.hashCode(values);
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            throw new AssertionError("a simulated lifter has no gaps");
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void truth(SimulatedTruth truth) {
            truths.add(truth);
        }
    }

    private static Heard hear(SimulatedConfiguration configuration) throws InterruptedException {
        Heard heard = new Heard();
        SimulatedSource source = new SimulatedSource("sim", configuration);
        source.truthTo(heard);
        source.run(heard);
        return heard;
    }

    private static SimulatedConfiguration once(Lifter lifter, long seed, double failures) {
        return new SimulatedConfiguration(lifter, seed, Speed.MAX, ALL, Duration.ofSeconds(8), failures, 1);
    }

    @Test
    void the_same_seed_gives_the_same_samples_and_another_one_others() throws Exception {
        Heard first = hear(once(Lifter.NOVICE, 7, 0.3));
        Heard second = hear(once(Lifter.NOVICE, 7, 0.3));
        assertThat(second.hash).isEqualTo(first.hash);
        assertThat(second.truths).isEqualTo(first.truths);
        assertThat(first.ended).isTrue();
        assertThat(first.firstNanos).isZero();
        assertThat(hear(once(Lifter.NOVICE, 8, 0.3)).hash).isNotEqualTo(first.hash);
    }

    @ParameterizedTest
    @EnumSource(Lifter.class)
    void every_lifter_does_the_planned_sets_and_rests_between_them(Lifter lifter) throws Exception {
        Heard heard = hear(once(lifter, 3, 0));
        for (int set = 1; set <= ALL.size(); set++) {
            PlannedSet planned = ALL.get(set - 1);
            int number = set;
            List<SimulatedTruth> during = heard.truths.stream()
                    .filter(truth -> truth.set() == number && truth.activity() == Activity.SET)
                    .toList();
            assertThat(during).extracting(SimulatedTruth::exercise).containsOnly(planned.exercise());
            assertThat(during.getLast().repetitions()).isEqualTo(planned.repetitions());
            assertThat(during).noneMatch(SimulatedTruth::failed);
        }
        assertThat(heard.truths.getFirst().activity()).isEqualTo(Activity.REST);
        assertThat(heard.truths.getLast().activity()).isEqualTo(Activity.REST);
    }

    @Test
    void a_failed_lift_is_stuck_for_seconds_and_is_not_counted() throws Exception {
        Heard heard = hear(once(Lifter.FAILING, 5, 1));
        List<SimulatedTruth> truths = heard.truths;
        int stuck = 0;
        for (int i = 0; i + 1 < truths.size(); i++) {
            if (truths.get(i).failing()) {
                stuck++;
                assertThat(truths.get(i + 1).timeNanos() - truths.get(i).timeNanos())
                        .isBetween(6_900_000_000L, 13_100_000_000L);
                assertThat(truths.get(i + 1).failing()).isFalse();
                assertThat(truths.get(i + 1).failed()).isTrue();
                PlannedSet planned = ALL.get(truths.get(i).set() - 1);
                assertThat(truths.get(i).repetitions()).isBetween(1, planned.repetitions());
            }
        }
        assertThat(stuck).isEqualTo(ALL.size());
    }

    @Test
    void a_lifter_without_rounds_goes_on_until_interrupted_at_a_steady_pace() throws Exception {
        SimulatedConfiguration endless = new SimulatedConfiguration(
                Lifter.STEADY, 1, new Speed(500), List.of(PlannedSet.of("row x 3")), Duration.ofSeconds(5), 0, 0);
        SimulatedSource source = new SimulatedSource("sim", endless);
        assertThat(source.paced()).isTrue();
        CountDownLatch thirdSet = new CountDownLatch(1);
        Heard heard = new Heard();
        source.truthTo(truth -> {
            if (truth.set() == 3) {
                thirdSet.countDown();
            }
        });
        List<Throwable> thrown = new ArrayList<>();
        long before = System.nanoTime();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                source.run(heard);
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        thirdSet.await();
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        long took = System.nanoTime() - before;
        assertThat(thrown).hasSize(1);
        assertThat(heard.ended).isFalse();
        assertThat(heard.firstNanos).isBetween(before, before + took);
        assertThat(heard.lastNanos - heard.firstNanos).isLessThanOrEqualTo(500 * took);
    }

    @Test
    void virtual_time_is_tied_to_a_fixed_day() {
        assertThat(new SimulatedSource("sim", once(Lifter.STEADY, 1, 0))
                        .timeBase()
                        .at(1_000_000_000))
                .isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    void a_sample_allocates_nothing_within_a_motion() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SimulatedWrist wrist = new SimulatedWrist(once(Lifter.STEADY, 11, 0.5), new SplittableRandom(11));
        float[] values = new float[6];
        int without = 0;
        int all = 0;
        for (boolean more = true; more; all++) {
            Scene scene = wrist.scene();
            long before = threads.getCurrentThreadAllocatedBytes();
            more = wrist.next(values);
            long after = threads.getCurrentThreadAllocatedBytes();
            if (after == before || scene != wrist.scene()) {
                without++;
            }
        }
        assertThat(all - without).as("samples that allocated, of " + all).isLessThanOrEqualTo(all / 1000);
    }

    @Test
    void a_configuration_that_makes_no_sense_is_refused_with_what_is_allowed() {
        assertThatThrownBy(() -> PlannedSet.of("curl x 5"))
                .hasMessage("there is no simulated exercise 'curl'; there are bench, squat, dead, ohp, row");
        assertThatThrownBy(() -> PlannedSet.of("squat"))
                .isInstanceOf(CaptureException.class)
                .hasMessage("'squat' is no set; write it as 'squat x 5'");
        assertThatThrownBy(() -> PlannedSet.of("squat x 99")).isInstanceOf(CaptureException.class);
        assertThatThrownBy(() -> Lifter.of("hero"))
                .hasMessage("there is no simulated lifter 'hero'; there are novice, steady, strong, failing");
        assertThatThrownBy(() -> once(Lifter.NOVICE, 1, 1.5))
                .hasMessage("failures is 1.5 and has to be a share from 0 to 1");
        assertThat(SimulatedConfiguration.usual(Lifter.FAILING, 1, Speed.TRUE).rounds())
                .isZero();
    }
}
