package dev.spotter.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.dashboard.Floor;
import dev.spotter.mqtt.CommandAnswer;
import dev.spotter.mqtt.CommandHandler;
import dev.spotter.safety.SafetyException;

/** What the back end may ask of a device. */
final class DeviceCommands implements CommandHandler {
    private final Floor floor;

    DeviceCommands(Floor floor) {
        this.floor = floor;
    }

    @Override
    public CommandAnswer handle(String name, ObjectNode arguments) {
        if (!name.equals("acknowledge")) {
            return CommandAnswer.refused(
                    "unknown-command", "there is no command '%s'; there is acknowledge".formatted(name));
        }
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
}
