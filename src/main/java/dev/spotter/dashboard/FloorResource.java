package dev.spotter.dashboard;

import dev.spotter.safety.Incident;
import dev.spotter.safety.SafetyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page's REST side. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class FloorResource {
    private final LiveFloor floor;

    FloorResource(LiveFloor floor) {
        this.floor = floor;
    }

    /** An error as every answer of the agent tells it. */
    @RegisterForReflection
    public record Failure(String code, String message) {}

    @GET
    @Path("/floor")
    public LiveSnapshot floor() {
        return floor.snapshot();
    }

    @POST
    @Path("/incidents/{id}/acknowledge")
    public Incident acknowledge(@PathParam("id") String id) {
        return floor.acknowledge(id);
    }

    @ServerExceptionMapper
    RestResponse<Failure> refused(SafetyException e) {
        return RestResponse.status(RestResponse.Status.NOT_FOUND, new Failure(e.code(), e.getMessage()));
    }
}
