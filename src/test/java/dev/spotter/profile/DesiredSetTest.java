package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ota.UpdateException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a back end may want of a device. */
class DesiredSetTest {
    @Test
    void set_and_repository_may_both_be_left_out() {
        assertThat(read("{\"set\":\"2026-11-a\",\"repository\":\"HTTPS://updates.example/gym/\"}"))
                .contains(new DesiredSet(Optional.of("2026-11-a"), Optional.of("HTTPS://updates.example/gym/")));
        assertThat(read("{}")).contains(new DesiredSet(Optional.empty(), Optional.empty()));
    }

    @Test
    void an_empty_payload_wants_nothing() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                          | malformed-desired",
                "[1]                               | malformed-desired",
                "null                              | malformed-desired",
                "{\"set\":7}                       | malformed-desired",
                "{\"set\":\"\"}                    | malformed-desired",
                "{\"set\":\"../../etc\"}           | malformed-desired",
                "{\"sett\":\"a\"}                  | malformed-desired",
                "{\"repository\":\"file:///etc\"}  | bad-address",
                "{\"repository\":\"/media/stick\"} | bad-address",
            })
    void what_cannot_be_understood_has_a_code(String payload, String code) {
        assertThat(refusal(payload)).isEqualTo(code);
    }

    @Test
    void nesting_and_size_are_bounded() {
        assertThat(refusal("[".repeat(10_000))).isEqualTo("malformed-desired");
        assertThat(refusal("{\"set\":\"" + "a".repeat(20_000) + "\"}")).isEqualTo("malformed-desired");
    }

    private static String refusal(String payload) {
        return catchThrowableOfType(UpdateException.class, () -> read(payload)).code();
    }

    private static Optional<DesiredSet> read(String payload) {
        return DesiredSet.read(payload.getBytes(StandardCharsets.UTF_8));
    }
}
