package dev.spotter.ota.tuf;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotter.ota.UpdateException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks down the bytes that are signed, and which JSON is read at all. */
class CanonicalJsonTest {
    @Test
    void the_bytes_are_those_that_securesystemslib_signs() {
        String json = """
                {"b": 1, "a": [true, false, null, -5, 0, 12345678901234567890123], "\\ue000": "x", "\\ud83d\\ude00": "y",
                 "gr\\u00f6\\u00dfe": "\\"\\\\\\n\\t\\u0001\\u007f/", "": {}, "Z": [], "e\\u0301": "\\u00e9", "\\ufb03": ""}
                """;

        // securesystemslib.formats.encode_canonical(json.loads(...)).encode().hex()
        assertThat(HexFormat.of().formatHex(canonical(json)))
                .isEqualTo(
                        "7b22223a7b7d2c225a223a5b5d2c2261223a5b747275652c66616c73652c6e756c6c2c2d352c302c313233343536"
                                + "37383930313233343536373839303132335d2c2262223a312c2265cc81223a22c3a9222c226772c3b6c39f65223a"
                                + "225c225c5c0a09017f2f222c22ee8080223a2278222c22efac83223a22222c22f09f9880223a2279227d");
    }

    @Test
    void members_stand_in_the_order_of_code_points_not_of_utf_16_units() {
        assertThat(new String(canonical("{\"😀b\":3,\"\uFB03\":2,\"😀\":4,\"a\":0,\"a😀\":1}"), UTF_8))
                .isEqualTo("{\"a\":0,\"a😀\":1,\"\uFB03\":2,\"😀\":4,\"😀b\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":1.0}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{/**/}",
                "{\"a\":\"\n\"}",
                "{\"a\"}",
                "{\"a\":}"
            })
    void what_another_reader_might_take_otherwise_is_refused(String json) {
        assertThat(refusal(json.getBytes(UTF_8))).isEqualTo("invalid-metadata");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        for (String bytes :
                new String[] {"7b22ff223a317d", "7b22c0a2223a317d", "7b22eda080223a317d", "7b22e282223a317d"}) {
            assertThat(refusal(HexFormat.of().parseHex(bytes))).as(bytes).isEqualTo("invalid-metadata");
        }
        assertThat(refusal("{}".getBytes(UTF_16LE))).isEqualTo("invalid-metadata");
    }

    @Test
    void half_of_a_surrogate_pair_cannot_be_signed() {
        assertThat(catchThrowableOfType(UpdateException.class, () -> canonical("{\"a\":\"\\ud83d\"}"))
                        .code())
                .isEqualTo("invalid-metadata");
        assertThat(catchThrowableOfType(UpdateException.class, () -> canonical("{\"\\ude00\":1}"))
                        .code())
                .isEqualTo("invalid-metadata");
    }

    @Test
    void depth_and_number_of_values_are_bounded() {
        int deep = StrictJson.MOST_DEPTH;
        assertThat(refusal(("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}").getBytes(UTF_8)))
                .isEqualTo("invalid-metadata");
        String values = "0,".repeat(StrictJson.MOST_VALUES);
        assertThat(refusal(("{\"a\":[" + values + "0]}").getBytes(UTF_8))).isEqualTo("invalid-metadata");
        assertThat(refusal(("{\"a\":" + "9".repeat(101) + "}").getBytes(UTF_8))).isEqualTo("invalid-metadata");
    }

    private static byte[] canonical(String json) {
        return CanonicalJson.bytes(StrictJson.read("the test", json.getBytes(UTF_8)));
    }

    private static String refusal(byte[] json) {
        return catchThrowableOfType(UpdateException.class, () -> StrictJson.read("the test", json))
                .code();
    }
}
