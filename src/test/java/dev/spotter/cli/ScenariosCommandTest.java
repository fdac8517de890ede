package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a failed lift on the floor to a scenario, as docs/scenarios.md has it. */
class ScenariosCommandTest {
    private static final String RECORDING = "rack-3-imu-20260101-000000";

    @TempDir
    Path folder;

    private Path profile;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void profile() throws IOException {
        profile = Files.writeString(folder.resolve("rack.yaml"), """
                device: {site: gym, id: desk}
                sources:
                  rack-3-imu: {type: simulated, lifter: failing, seed: 5, speed: max, plan: [squat x 4], failures: 1, rest: 10s}
                pipelines:
                  rack-3:
                    source: rack-3-imu
                    stages:
                      - window:   {seconds: 5, step: 0.2}
                      - ensemble: {name: exercise, id: what}
                      - reps:     {exercise: what, id: count}
                rules:
                  failed-lift: {when: lift stalled, for: 4s, clear: 3s, severity: critical}
                """);
    }

    @Test
    void what_was_recorded_is_replayed_and_says_when_which_rule_raised_something() throws IOException {
        Path scenario = folder.resolve("scenarios/squat-fails");
        assertThat(spotter("record", "--out", scenario.toString(), "--label", "squat"))
                .as(err.toString())
                .isZero();
        Files.writeString(scenario.resolve("scenario.yaml"), """
                source: rack-3-imu
                format: spotter
                incidents: [{rule: failed-lift, from: 20, to: 40}, {rule: failed-lift, from: 41, to: 50}]
                quiet: [{from: 0, to: 20}]
                """);

        assertThat(scenarios("list")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("squat-fails: rack-3-imu", "'failed-lift' within 20.0 to 40.0 s", "nothing within 0.0");
        assertThat(scenarios("run")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("squat-fails, with the models that run", RECORDING, "raised: 'failed-lift' at rack-3, ")
                .contains("missed: 'failed-lift' within 41.0 to 50.0 s")
                .doesNotContain("missed: 'failed-lift' within 20.0");
    }

    @Test
    void a_broken_one_is_told_with_line_and_column_and_exit_1() throws IOException {
        Path scenario = Files.createDirectories(folder.resolve("scenarios/broken"));
        Files.writeString(scenario.resolve("scenario.yaml"), "source: rack-4-imu\nformat: spotter\nlabels: true\n");

        assertThat(scenarios("list")).isEqualTo(1);
        assertThat(err.toString())
                .contains("broken does not count: scenario.yaml:1:9: the profile has no source 'rack-4-imu'")
                .contains("[unknown-source]");
        assertThat(scenarios("run")).isEqualTo(1);
    }

    @Test
    void a_site_without_any_is_told_where_they_would_be() {
        assertThat(scenarios("list")).isZero();
        assertThat(out.toString()).contains("there is no scenario in " + folder.resolve("scenarios"));
    }

    private int scenarios(String command) {
        return spotter("scenarios", command, "--data", folder.toString());
    }

    private int spotter(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--profile", profile.toString()));
        return new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
