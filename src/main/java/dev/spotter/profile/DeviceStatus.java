package dev.spotter.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.mqtt.StatusSource;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** The device's status as the back end reads it. */
final class DeviceStatus implements StatusSource {
    private final Supplier<Map<String, String>> models;
    private final Supplier<Map<String, String>> problems;
    private final Instant since;

    /**
     * @param models the active models: name to version
     * @param problems what is wrong now
     */
    DeviceStatus(Supplier<Map<String, String>> models, Supplier<Map<String, String>> problems, Clock clock) {
        this.models = models;
        this.problems = problems;
        this.since = clock.instant();
    }

    @Override
    public byte[] online() {
        ObjectNode status = status("online");
        ObjectNode active = status.putObject("models");
        models.get().forEach(active::put);
        Map<String, String> wrong = problems.get();
        ObjectNode health = status.putObject("health");
        health.put("status", wrong.isEmpty() ? "up" : "degraded");
        var list = health.putArray("problems");
        wrong.forEach((code, sentence) -> list.addObject().put("code", code).put("message", sentence));
        return Json.bytes(status);
    }

    @Override
    public byte[] offline() {
        return Json.bytes(status("offline"));
    }

    private ObjectNode status(String state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("state", state)
                .put("version", Version.TEXT)
                .put("since", since.toString());
    }
}
