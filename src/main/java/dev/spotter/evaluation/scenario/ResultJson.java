package dev.spotter.evaluation.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Results as a line of JSON: from the child to its parent, and on the disk. */
final class ResultJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ResultJson() {}

    static String write(ScenarioResult result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (result) {
            case ScenarioResult.Failed(String code, String sentence) ->
                node.put("code", code).put("sentence", sentence);
            case ScenarioResult.Outcome outcome -> {
                ArrayNode recordings = node.putArray("recordings");
                outcome.recordings().forEach(replayed -> write(replayed, recordings.addObject()));
                ArrayNode notes = node.putArray("notes");
                outcome.notes().forEach(notes::add);
            }
        }
        return node.toString();
    }

    private static void write(ScenarioResult.Replayed replayed, ObjectNode node) {
        node.put("name", replayed.name()).put("seconds", replayed.seconds());
        replayed.label().ifPresent(label -> node.put("label", label));
        ArrayNode raised = node.putArray("raised");
        replayed.raised().forEach(one -> raised.addObject()
                .put("rule", one.rule())
                .put("station", one.station())
                .put("seconds", one.seconds()));
        ObjectNode said = node.putObject("said");
        new TreeMap<>(replayed.said()).forEach(said::put);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static ScenarioResult read(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no result of a scenario: " + e.getOriginalMessage(), e);
        }
        if (node.has("code")) {
            return new ScenarioResult.Failed(text(node, "code"), text(node, "sentence"));
        }
        List<ScenarioResult.Replayed> recordings = new ArrayList<>();
        required(node, "recordings").forEach(recording -> recordings.add(replayed(recording)));
        List<String> notes = new ArrayList<>();
        required(node, "notes").forEach(note -> notes.add(note.asText()));
        return new ScenarioResult.Outcome(recordings, notes);
    }

    private static ScenarioResult.Replayed replayed(JsonNode node) {
        List<ScenarioResult.Raised> raised = new ArrayList<>();
        required(node, "raised")
                .forEach(one -> raised.add(new ScenarioResult.Raised(
                        text(one, "rule"),
                        text(one, "station"),
                        required(one, "seconds").asDouble())));
        Map<String, String> said = new TreeMap<>();
        required(node, "said")
                .properties()
                .forEach(stage -> said.put(stage.getKey(), stage.getValue().asText()));
        return new ScenarioResult.Replayed(
                text(node, "name"),
                Optional.ofNullable(node.get("label")).map(JsonNode::asText),
                required(node, "seconds").asDouble(),
                raised,
                said);
    }

    private static String text(JsonNode node, String member) {
        return required(node, member).asText();
    }

    private static JsonNode required(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null) {
            throw new IllegalArgumentException("this is no result of a scenario: it has no " + member);
        }
        return value;
    }
}
