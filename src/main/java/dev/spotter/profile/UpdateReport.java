package dev.spotter.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.device.UpdateStatus;

/** How an update stands, as the back end reads it. */
final class UpdateReport {
    private UpdateReport() {}

    static byte[] of(UpdateStatus status) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("active", status.active());
        status.desired().ifPresent(set -> report.put("desired", set));
        report.put("state", status.state().word());
        status.code().ifPresent(code -> report.put("code", code));
        status.message().ifPresent(message -> report.put("message", message));
        return Json.bytes(report.put("since", status.since().toString()));
    }
}
