package dev.spotter.mqtt;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says in a payload that has a place for it ({@code "replayed": false}) that it comes later than it happened. */
final class ReplayMark {
    private static final String FIELD = "replayed";
    private static final byte[] QUOTED = "\"replayed\"".getBytes(StandardCharsets.UTF_8);
    // Big decimals with their zeros, so that no number changes on the way.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ReplayMark() {}

    /** The payload with the mark set, or as it is if it has none. */
    static byte[] set(byte[] payload) {
        if (!holds(payload)) {
            return payload;
        }
        try {
            JsonNode json = JSON.readTree(payload);
            if (json instanceof ObjectNode object && object.path(FIELD).isBoolean()) {
                return JSON.writeValueAsBytes(object.put(FIELD, true));
            }
            return payload;
        } catch (IOException e) {
            return payload;
        }
    }

    /** Most payloads have no such field and need no parsing. */
    private static boolean holds(byte[] payload) {
        for (int i = 0; i <= payload.length - QUOTED.length; i++) {
            int j = 0;
            while (j < QUOTED.length && payload[i + j] == QUOTED[j]) {
                j++;
            }
            if (j == QUOTED.length) {
                return true;
            }
        }
        return false;
    }
}
