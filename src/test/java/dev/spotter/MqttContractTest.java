package dev.spotter;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/mqtt: the examples fit their schemas, and the schemas refuse what does not belong. */
public class MqttContractTest {
    private static final Path FOLDER = SharedFiles.home().resolve("docs/mqtt");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".example.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_fits_its_schema(Path example) throws IOException {
        String topic = example.getFileName().toString().replaceFirst("(-will)?\\.example\\.json", "");
        assertThat(errors(topic, Files.readString(example))).isEmpty();
    }

    @Test
    void every_schema_has_an_example() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".schema.json")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(Path.of(name.replace(".schema.", ".example.")))
                            .exists());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status         | {\"state\":\"asleep\",\"since\":\"2026-11-23T10:00:00Z\"}",
                "status         | {\"state\":\"online\",\"since\":\"2026-11-23T10:00:00Z\"}",
                "incident       | {\"id\":\"01JDCB2T6G9W4X0V5N8Q3R7YKM\"}",
                "summary        | {\"from\":\"2026-11-23T10:00:00Z\"}",
                "state          | {\"doing\":\"squat\"}",
                "state          | {\"occupancy\":-1}",
                "command-answer | {\"ok\":false}",
                "ota-desired    | {\"set\":\"../x\"}",
                "ota-desired    | {\"repository\":\"file:///etc\"}",
                "ota-reported   | {\"active\":\"a\",\"state\":\"asleep\",\"since\":\"2026-11-23T10:00:00Z\"}",
                "ota-reported   | {\"active\":\"a\",\"state\":\"failed\",\"code\":\"x\",\"since\":\"2026-11-23T10:00:00Z\"}"
            })
    void a_schema_refuses_what_is_incomplete_or_out_of_range(String topic, String json) throws IOException {
        assertThat(errors(topic, json)).isNotEmpty();
    }

    /** What is wrong with a payload by the schema of its topic, such as {@code status}; for other tests too. */
    public static List<Error> errors(String topic, String json) throws IOException {
        String schema = Files.readString(FOLDER.resolve(topic + ".schema.json"));
        return SCHEMAS.getSchema(schema, InputFormat.JSON)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
