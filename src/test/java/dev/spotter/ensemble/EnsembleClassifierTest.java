package dev.spotter.ensemble;

import static dev.spotter.ensemble.Definitions.LABELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.spotter.ensemble.EnsembleClassifier.Running;
import dev.spotter.ensemble.EnsemblePackage.Degraded;
import dev.spotter.model.WindowSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Locks down how members run: in sequence, in lanes, late, failing, without what they need. */
class EnsembleClassifierTest {
    private static final float[] BENCH = {0.8f, 0.1f, 0.1f};
    private static final float[] SQUAT = {0.2f, 0.7f, 0.1f};
    private static final float[] MEAN = {0.5f, 0.4f, 0.1f};

    @Test
    void members_that_take_long_run_side_by_side_on_threads_of_their_own_and_say_what_a_sequence_says() {
        CyclicBarrier both = new CyclicBarrier(2);
        ScriptedMember a = meeting(both, "a", BENCH);
        ScriptedMember b = meeting(both, "b", SQUAT);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier = classifier(new Running(2, null), a, b)) {
            for (int i = 0; i < 20; i++) {
                classifier.classify(null, i, verdict);
                assertThat(verdict).containsExactly(MEAN, within(1e-6f));
            }
        }
        assertThat(List.of(a.thread, b.thread)).containsExactlyInAnyOrder("exercise-lane-1", "exercise-lane-2");
        assertThat(a.closed).hasValue(1);
        assertThat(b.closed).hasValue(1);
    }

    @Test
    void a_member_that_is_done_before_a_thread_wakes_runs_on_the_callers() {
        ScriptedMember quick = ScriptedMember.saying("quick", LABELS, BENCH);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier =
                classifier(new Running(2, null), quick, ScriptedMember.saying("b", LABELS, SQUAT))) {
            await().until(() -> {
                classifier.classify(null, 0, verdict);
                assertThat(verdict).containsExactly(MEAN, within(1e-6f));
                return quick.thread.equals(Thread.currentThread().getName());
            });
        }
    }

    @Test
    void a_member_that_comes_late_is_left_out_until_it_is_free_again_and_the_verdict_says_so() {
        Semaphore permits = new Semaphore(0);
        ScriptedMember slow = new ScriptedMember("slow", LABELS, into -> {
            permits.acquireUninterruptibly();
            System.arraycopy(SQUAT, 0, into, 0, 3);
        });
        EnsemblePackage definition = Definitions.of(
                new Combination.Mean(),
                Calibration.NONE,
                List.of(new Degraded(List.of("slow"), new Calibration.Temperature(2))),
                "quick",
                "slow");
        float[] verdict = new float[3];
        float[] tempered = BENCH.clone();
        new Calibration.Temperature(2).apply(tempered);
        try (EnsembleClassifier classifier = new EnsembleClassifier(
                definition,
                List.of(ScriptedMember.saying("quick", LABELS, BENCH), slow),
                null,
                new Running(2, Duration.ofMillis(200)))) {
            classifier.classify(null, 0, verdict);
            assertThat(verdict).containsExactly(tempered, within(1e-6f));
            assertThat(classifier.ensemble().missed()).containsExactly("slow");
            assertThat(classifier.ensemble().problems().get("member-left-out"))
                    .isEqualTo("ensemble 'exercise' goes on without 'slow': it came late");
            classifier.classify(null, 1, verdict);
            assertThat(classifier.ensemble().problems().get("member-left-out")).contains("still runs");

            permits.release(100);
            await().until(() -> {
                classifier.classify(null, 2, verdict);
                return classifier.ensemble().missed().isEmpty();
            });
            assertThat(verdict).containsExactly(MEAN, within(1e-6f));
            assertThat(classifier.ensemble().problems()).isEmpty();
        }
    }

    @Test
    void in_sequence_the_members_behind_a_slow_one_are_left_out_rather_than_waited_for() {
        ScriptedMember slow = new ScriptedMember("slow", LABELS, into -> {
            long until = System.nanoTime() + 30_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            System.arraycopy(BENCH, 0, into, 0, 3);
        });
        ScriptedMember next = ScriptedMember.saying("next", LABELS, SQUAT);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier = classifier(new Running(1, Duration.ofMillis(20)), slow, next)) {
            classifier.classify(null, 0, verdict);
            assertThat(classifier.ensemble().missed()).containsExactly("next");
        }
        assertThat(verdict).containsExactly(BENCH, within(1e-6f));
        assertThat(next.runs).hasValue(0);
    }

    @Test
    void a_member_that_fails_in_its_lane_is_left_out_with_its_words() {
        ScriptedMember broken = new ScriptedMember("broken", LABELS, _ -> {
            throw new IllegalStateException("the delegate is gone");
        });
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier =
                classifier(new Running(2, null), ScriptedMember.saying("a", LABELS, BENCH), broken)) {
            classifier.classify(null, 0, verdict);
            assertThat(classifier.ensemble().problems().get("member-left-out"))
                    .contains("'broken': it failed: the delegate is gone");
        }
        assertThat(verdict).containsExactly(BENCH, within(1e-6f));
    }

    @Test
    void a_member_that_the_source_gives_too_little_is_left_out_and_an_ensemble_without_any_is_refused() {
        ScriptedMember other = new ScriptedMember("other", LABELS, into -> System.arraycopy(SQUAT, 0, into, 0, 3));
        Member needy = ScriptedMember.saying("needy", LABELS, BENCH);
        float[] verdict = new float[3];
        try (EnsembleClassifier classifier = classifier(Running.IN_SEQUENCE, needy, new Unbound(other))) {
            classifier.bind(new WindowSource(List.of("angular-rate-x"), 50));
            classifier.classify(null, 0, verdict);
            assertThat(classifier.ensemble().missed()).containsExactly("needy");
            assertThat(classifier.ensemble().problems().get("member-left-out"))
                    .contains("it cannot be used: the channel 'acceleration-x' is missing");
        }
        assertThat(verdict).containsExactly(SQUAT, within(1e-6f));

        try (EnsembleClassifier classifier = classifier(Running.IN_SEQUENCE, needy, other)) {
            assertThatThrownBy(() -> classifier.bind(new WindowSource(List.of("angular-rate-x"), 50)))
                    .hasMessageContaining("'acceleration-x' is missing");
        }
    }

    @Test
    void a_verdict_allocates_nothing_in_sequence_or_in_lanes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] verdict = new float[3];
        for (int lanes = 1; lanes <= 2; lanes++) {
            try (EnsembleClassifier classifier = classifier(
                    new Running(lanes, Duration.ofSeconds(10)),
                    ScriptedMember.saying("a", LABELS, BENCH),
                    ScriptedMember.saying("b", LABELS, SQUAT))) {
                for (int i = 0; i < 5_000; i++) {
                    classifier.classify(null, i, verdict);
                }
                long least = Long.MAX_VALUE;
                for (int round = 0; round < 5; round++) {
                    long mine = threads.getCurrentThreadAllocatedBytes();
                    for (int i = 0; i < 1_000; i++) {
                        classifier.classify(null, 10_000 + round * 1_000 + i, verdict);
                    }
                    least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - mine);
                }
                assertThat(least).as("bytes in 1,000 verdicts, %d lanes", lanes).isZero();
            }
        }
    }

    /** A member that can only be done while another one runs, and takes its time. */
    private static ScriptedMember meeting(CyclicBarrier both, String name, float[] probabilities) {
        return new ScriptedMember(name, LABELS, into -> {
            try {
                both.await(10, TimeUnit.SECONDS);
                Thread.sleep(2); // a lane may hold a permit from before, with which it would not park at all
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            System.arraycopy(probabilities, 0, into, 0, probabilities.length);
        });
    }

    private static EnsembleClassifier classifier(Running running, Member... members) {
        String[] names = List.of(members).stream().map(Member::name).toArray(String[]::new);
        return new EnsembleClassifier(Definitions.of(new Combination.Mean(), names), List.of(members), null, running);
    }

    /** A member that takes any source. */
    private record Unbound(ScriptedMember member) implements Member {
        @Override
        public String name() {
            return member.name();
        }

        @Override
        public String version() {
            return member.version();
        }

        @Override
        public List<String> labels() {
            return member.labels();
        }

        @Override
        public double rateHz() {
            return member.rateHz();
        }

        @Override
        public int windowSamples() {
            return member.windowSamples();
        }

        @Override
        public void bind(WindowSource source) {}

        @Override
        public void prepare(dev.spotter.model.SampleWindow window) {}

        @Override
        public void run(float[] probabilities) {
            member.run(probabilities);
        }

        @Override
        public void close() {
            member.close();
        }
    }
}
