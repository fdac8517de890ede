package dev.spotter.evaluation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.capture.RecordingFormat;
import dev.spotter.evaluation.scenario.ScenarioResult.Failed;
import dev.spotter.evaluation.scenario.ScenarioResult.Outcome;
import dev.spotter.evaluation.scenario.ScenarioResult.Raised;
import dev.spotter.evaluation.scenario.ScenarioResult.Replayed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Locks down what speaks against new models: the rules of docs/scenarios.md. */
class SetComparisonTest {
    private final SetComparison comparison = new SetComparison("the set b");

    @Test
    void an_incident_that_the_models_that_run_raise_and_the_new_ones_do_not_is_named_with_rule_and_time() {
        Scenario scenario = expects("failed-lift", 12, 20);
        comparison.add(scenario, raising(raised("failed-lift", 14.2)), raising(raised("near-failure", 14.2)));

        assertThat(comparison.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(Refusal.INCIDENT_MISSED);
            assertThat(refusal.sentence())
                    .isEqualTo(
                            "the set b misses 'failed-lift' within 12.0 to 20.0 s in one of the scenario 'squat', which the models that run raise ('failed-lift' at rack-3, 14.2 s)");
        });
    }

    @Test
    void what_is_raised_at_another_time_of_the_part_is_caught_and_outside_of_it_is_not() {
        comparison.add(
                expects("failed-lift", 12, 20), raising(raised("failed-lift", 12)), raising(raised("failed-lift", 20)));
        assertThat(comparison.refusals()).isEmpty();
        comparison.add(
                expects("failed-lift", 12, 20), raising(raised("failed-lift", 12)), raising(raised("failed-lift", 21)));
        assertThat(comparison.refusals()).extracting(Refusal::code).containsExactly(Refusal.INCIDENT_MISSED);
    }

    @Test
    void what_the_models_that_run_miss_is_asked_of_nobody() {
        comparison.add(expects("failed-lift", 12, 20), raising(), raising());
        assertThat(comparison.refusals()).isEmpty();
    }

    @Test
    void a_part_counts_in_each_recording_that_has_it_or_in_the_one_that_it_names() {
        Part anywhere = new Part(Optional.empty(), 3, 5);
        Part second = new Part(Optional.of("second"), 3, 5);
        Outcome running = new Outcome(
                List.of(
                        replayed("first", 10, raised("fall", 4)),
                        replayed("second", 10, raised("fall", 4)),
                        replayed("short", 2)),
                List.of());
        Outcome blind = new Outcome(List.of(replayed("first", 10), replayed("second", 10)), List.of());

        comparison.add(scenario(List.of(new Scenario.ExpectedIncident("fall", anywhere)), List.of()), running, blind);
        assertThat(comparison.refusals()).hasSize(2);
        comparison.add(scenario(List.of(new Scenario.ExpectedIncident("fall", second)), List.of()), running, blind);
        assertThat(comparison.refusals()).hasSize(3).last().asString().contains("in second of the scenario");
    }

    @Test
    void more_alarms_than_the_models_that_run_raise_where_it_is_quiet_are_refused_and_as_many_are_not() {
        Scenario all = scenario(List.of(), List.of(new Scenario.QuietPart(Optional.empty(), part(0, 10))));
        comparison.add(all, raising(raised("fall", 4)), raising(raised("fall", 6)));
        comparison.add(all, raising(), raising(raised("fall", 11)));
        assertThat(comparison.refusals()).isEmpty();

        comparison.add(all, raising(raised("fall", 4)), raising(raised("fall", 4), raised("fall", 8)));
        assertThat(comparison.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(Refusal.FALSE_ALARMS);
            assertThat(refusal.sentence())
                    .contains("raises 'fall' once more", "'squat'", "nothing within 0.0 to 10.0 s");
        });
    }

    @Test
    void a_quiet_part_of_one_rule_minds_no_other() {
        Scenario one = scenario(List.of(), List.of(new Scenario.QuietPart(Optional.of("fall"), part(0, 10))));
        comparison.add(one, raising(), raising(raised("near-failure", 4)));
        assertThat(comparison.refusals()).isEmpty();
    }

    @Test
    void a_scenario_that_cannot_be_replayed_with_the_new_models_is_refused_with_the_reason() {
        comparison.add(expects("failed-lift", 12, 20), raising(), new Failed("trial-crashed", "killed by SIGSEGV"));
        assertThat(comparison.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("trial-crashed");
            assertThat(refusal.sentence()).contains("'squat'", "the set b", "killed by SIGSEGV");
        });
    }

    @Test
    void one_set_of_a_few_that_is_lost_is_refused_unless_another_is_gained() {
        comparison.add(labelled(), verdicts("squat", "squat", "row"), verdicts("squat", "bench", "row"));
        assertThat(comparison.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(Refusal.CORRECTIONS_LOST);
            assertThat(refusal.sentence())
                    .contains(
                            "of 3 sets",
                            "does not recognise 1",
                            "set-1 of 'squat', where it takes 'squat' for 'bench'");
        });

        SetComparison even = new SetComparison("the set b");
        even.add(labelled(), verdicts("squat", "squat", "row"), verdicts("squat", "bench", "squat"));
        assertThat(even.refusals()).isEmpty();
    }

    @Test
    void of_many_sets_a_share_may_be_lost() {
        comparison.add(labelled(), verdicts(100, 0), verdicts(100, 4));
        assertThat(comparison.refusals()).isEmpty();

        SetComparison more = new SetComparison("the set b");
        more.add(labelled(), verdicts(100, 0), verdicts(100, 5));
        assertThat(more.refusals()).extracting(Refusal::code).containsExactly(Refusal.CORRECTIONS_LOST);
    }

    private static Part part(double from, double to) {
        return new Part(Optional.empty(), from, to);
    }

    private static Scenario expects(String rule, double from, double to) {
        return scenario(List.of(new Scenario.ExpectedIncident(rule, part(from, to))), List.of());
    }

    private static Scenario labelled() {
        return scenario(List.of(), List.of(), true);
    }

    private static Scenario scenario(List<Scenario.ExpectedIncident> incidents, List<Scenario.QuietPart> quiet) {
        return scenario(incidents, quiet, false);
    }

    private static Scenario scenario(
            List<Scenario.ExpectedIncident> incidents, List<Scenario.QuietPart> quiet, boolean labels) {
        return new Scenario(
                "squat",
                Path.of("squat"),
                Optional.of("rack-3-imu"),
                new Scenario.Material.Samples(RecordingFormat.SPOTTER, Path.of("squat")),
                incidents,
                quiet,
                labels);
    }

    private static Raised raised(String rule, double seconds) {
        return new Raised(rule, "rack-3", seconds);
    }

    private static Replayed replayed(String name, double seconds, Raised... raised) {
        return new Replayed(name, Optional.empty(), seconds, List.of(raised), Map.of());
    }

    private static Outcome raising(Raised... raised) {
        return new Outcome(List.of(replayed("one", 60, raised)), List.of());
    }

    /** A set of squats each, and what was said of them. */
    private static Outcome verdicts(String... said) {
        List<Replayed> sets = new ArrayList<>();
        for (String label : said) {
            sets.add(new Replayed(
                    "set-" + sets.size(), Optional.of("squat"), 30, List.of(), Map.of("rack-3.what", label)));
        }
        return new Outcome(sets, List.of());
    }

    private static Outcome verdicts(int sets, int wrong) {
        String[] said = new String[sets];
        for (int i = 0; i < sets; i++) {
            said[i] = i < wrong ? "bench" : "squat";
        }
        return verdicts(said);
    }
}
