package dev.spotter.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.dashboard.Floor;
import dev.spotter.dashboard.Labelling;
import dev.spotter.dashboard.LabellingRefusal;
import dev.spotter.dashboard.SetRequest;
import dev.spotter.mqtt.CommandAnswer;
import dev.spotter.mqtt.CommandHandler;
import dev.spotter.safety.SafetyException;
import java.util.Set;
import java.util.function.Consumer;

/** What the back end may ask of a device. */
final class DeviceCommands implements CommandHandler {
    private final Floor floor;
    private final Consumer<byte[]> desired;

    /** @param desired takes what stands on {@code ota/desired} */
    DeviceCommands(Floor floor, Consumer<byte[]> desired) {
        this.floor = floor;
        this.desired = desired;
    }

    @Override
    public void desired(byte[] payload) {
        desired.accept(payload);
    }

    @Override
    public CommandAnswer handle(String name, ObjectNode arguments) {
        return switch (name) {
            case "acknowledge" -> acknowledge(arguments);
            case "label" -> label(arguments);
            default ->
                CommandAnswer.refused(
                        "unknown-command", "there is no command '%s'; there are acknowledge, label".formatted(name));
        };
    }

    private CommandAnswer acknowledge(ObjectNode arguments) {
        if (!arguments.path("incident").isTextual()) {
            return CommandAnswer.refused(
                    "missing-argument", "acknowledge needs the id of an incident: {\"incident\":\"...\"}");
        }
        try {
            floor.acknowledge(arguments.get("incident").textValue());
            return CommandAnswer.done();
        } catch (SafetyException e) {
            return CommandAnswer.refused(e.code(), e.getMessage());
        }
    }

    /** A label begins a set, {@code end} ends it, and neither says more of the set under way, or the last one. */
    private CommandAnswer label(ObjectNode arguments) {
        try {
            Labelling labelling = floor.labelling().orElseThrow(LabellingRefusal::nothingRecorded);
            SetRequest set = SetRequest.of(arguments, Set.of("source", "end"));
            JsonNode end = arguments.path("end");
            if (!arguments.path("source").isTextual()) {
                return CommandAnswer.refused(
                        "missing-argument",
                        "label needs a source: {\"source\":\"...\",\"label\":\"...\"} or {\"source\":\"...\",\"end\":true}");
            }
            if (!end.isMissingNode() && !end.isBoolean()) {
                return CommandAnswer.refused("malformed-command", "end has to be true or false, not " + end);
            }
            if (end.asBoolean() && set.label().isPresent()) {
                return CommandAnswer.refused(
                        "malformed-command", "a set ends, or one with a label begins, which ends the one before too");
            }
            String source = arguments.get("source").textValue();
            if (end.asBoolean()) {
                labelling.end(source, set);
            } else if (set.label().isPresent()) {
                labelling.begin(source, set, Labelling.Origin.COMMAND);
            } else {
                labelling.amend(source, set);
            }
            return CommandAnswer.done();
        } catch (LabellingRefusal e) {
            return CommandAnswer.refused(e.code(), e.getMessage());
        }
    }
}
