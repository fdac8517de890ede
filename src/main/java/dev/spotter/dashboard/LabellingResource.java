package dev.spotter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Labelling while something is recorded. Every answer but a refusal is how it stands then. */
@Path("/api/recording")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class LabellingResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONFLICT = 409;
    private static final int NO_ROOM = 507;

    private final LiveFloor floor;

    LabellingResource(LiveFloor floor) {
        this.floor = floor;
    }

    @GET
    public LabellingState state() {
        return labelling().state();
    }

    @POST
    @Path("/sources/{source}/begin")
    public LabellingState begin(@PathParam("source") String source, String body) {
        labelling().begin(source, read(body), Labelling.Origin.PAGE);
        return state();
    }

    @POST
    @Path("/sources/{source}/end")
    public LabellingState end(@PathParam("source") String source, String body) {
        labelling().end(source, read(body));
        return state();
    }

    /** Of the set under way, or the last one. */
    @POST
    @Path("/sources/{source}/notes")
    public LabellingState amend(@PathParam("source") String source, String body) {
        labelling().amend(source, read(body));
        return state();
    }

    @POST
    @Path("/sources/{source}/undo")
    public LabellingState undo(@PathParam("source") String source) {
        labelling().undo(source);
        return state();
    }

    @PUT
    @Path("/sets/{set: [0-9]{1,18}}")
    public LabellingState amend(@PathParam("set") long set, String body) {
        labelling().amend(set, read(body));
        return state();
    }

    @DELETE
    @Path("/sets/{set: [0-9]{1,18}}")
    public LabellingState delete(@PathParam("set") long set) {
        labelling().delete(set);
        return state();
    }

    private Labelling labelling() {
        return floor.labelling().orElseThrow(LabellingRefusal::nothingRecorded);
    }

    private static SetRequest read(String body) {
        try {
            JsonNode json = body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return SetRequest.of(object, Set.of());
            }
        } catch (JsonProcessingException e) {
            throw new LabellingRefusal("malformed-command", "the body is not JSON: " + e.getOriginalMessage());
        }
        throw new LabellingRefusal("malformed-command", "the body has to be a JSON object");
    }

    @ServerExceptionMapper
    RestResponse<FloorResource.Failure> refused(LabellingRefusal e) {
        int status =
                switch (e.code()) {
                    case "nothing-recorded", "unknown-source", "unknown-set", "no-set" ->
                        RestResponse.StatusCode.NOT_FOUND;
                    case "no-open-set", "set-too-short", "source-ended", "nothing-to-undo" -> CONFLICT;
                    case "disk-full", "folder-not-writable", "recording-unwritable" -> NO_ROOM;
                    default -> RestResponse.StatusCode.BAD_REQUEST;
                };
        return RestResponse.ResponseBuilder.<FloorResource.Failure>create(status)
                .entity(new FloorResource.Failure(e.code(), e.getMessage()))
                .build();
    }
}
