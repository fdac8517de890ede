package dev.spotter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The technician's part of the page: which set runs, and another one. Every answer but a refusal is how it stands then. */
@Path("/api/update")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class UpdateResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveFloor floor;

    UpdateResource(LiveFloor floor) {
        this.floor = floor;
    }

    @GET
    public UpdateView state() {
        return updates().state();
    }

    /** {@code {"repository":"...","set":"..."}}, both of which may be absent. */
    @POST
    public UpdateView push(String body) {
        ObjectNode wanted = read(body);
        updates().push(text(wanted, "repository"), text(wanted, "set"));
        return state();
    }

    @POST
    @Path("/rollback")
    public UpdateView rollback() {
        updates().rollback();
        return state();
    }

    private Updates updates() {
        return floor.updates();
    }

    private static ObjectNode read(String body) {
        try {
            JsonNode json = body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new UpdateException("malformed-command", "the body is not JSON: " + e.getOriginalMessage());
        }
        throw new UpdateException("malformed-command", "the body has to be a JSON object");
    }

    private static Optional<String> text(ObjectNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new UpdateException("malformed-command", "%s has to be a text, not %s".formatted(key, value));
        }
        return Optional.of(value.textValue());
    }

    @ServerExceptionMapper
    RestResponse<FloorResource.Failure> refused(UpdateException e) {
        RestResponse.Status status =
                switch (e.code()) {
                    case "updates-off" -> RestResponse.Status.NOT_FOUND;
                    case "nothing-before", "updates-in-use", "disk-full", "disk-error" -> RestResponse.Status.CONFLICT;
                    default -> RestResponse.Status.BAD_REQUEST;
                };
        return RestResponse.status(status, new FloorResource.Failure(e.code(), e.getMessage()));
    }
}
