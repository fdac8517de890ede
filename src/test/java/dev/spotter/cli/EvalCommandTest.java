package dev.spotter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.SharedFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void a_task_that_is_not_there_is_wrong_use_and_those_that_are_are_named() {
        assertThat(eval("video-fall", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no task 'video-fall'; there are imu-exercise, imu-reps");
    }

    @Test
    void a_folder_that_is_not_there_is_wrong_use() {
        assertThat(eval("imu-reps", "--data", folder.resolve("missing").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--data is '", "missing', which is no folder");
    }

    @Test
    void a_folder_without_recordings_is_a_failure_with_a_code() {
        assertThat(eval("imu-reps", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("[recordings-empty]");
    }

    @Test
    void the_report_for_programs_goes_to_stdout_alone() throws Exception {
        String recordings = SharedFiles.data("barbell-metamotion").toString();
        assertThat(eval("imu-exercise", "--data", recordings, "--json", "-")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("task").asText()).isEqualTo("imu-exercise");
        assertThat(json.at("/metrics/accuracy").asDouble()).isBetween(0.9, 1.0);
        assertThat(err.toString()).contains("left out: C-bench-heavy 14.51.27");
    }

    @Test
    void people_read_a_table_and_programs_a_file() throws Exception {
        String recordings = SharedFiles.data("barbell-metamotion").toString();
        Path file = folder.resolve("reps.json");
        assertThat(eval("imu-reps", "--data", recordings, "--json", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("imu-reps: 41 sets of 2 people", "withinOne", "subject A", "subject C");
        assertThat(new ObjectMapper().readTree(file.toFile()).get("n").asInt()).isEqualTo(41);
    }

    @Test
    void a_twin_is_measured_as_shipped_and_not_without_each_person() {
        assertThat(eval("imu-fall", "--data", folder.toString(), "--twin", "--leave-one-out"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--twin measures a twin as it is shipped", "--leave-one-out");
    }

    @Test
    void where_no_data_with_a_licence_exists_there_is_no_twin() {
        String recordings = SharedFiles.data("barbell-metamotion").toString();
        assertThat(eval("imu-exercise", "--data", recordings, "--twin")).isEqualTo(1);
        assertThat(err.toString()).contains("[no-twin]", "'exercise' was trained on barbell-metamotion (class C)");
    }

    @Test
    void who_measures_twins_is_told_what_stands_in_the_place_of_what() {
        String recordings = SharedFiles.data("assist-iot-stairs").toString();
        assertThat(eval("imu-fall", "--data", recordings, "--site", "wrist", "--twin"))
                .isZero();
        assertThat(err.toString()).contains("'fall-wrist-twin' is measured in the place of 'fall-wrist'");
        assertThat(out.toString()).contains("member fall-wrist-twin-force").doesNotContain("member fall-wrist-force");
    }

    private int eval(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "eval";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
