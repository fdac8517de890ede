package dev.spotter.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Pictures for the page. No browser keeps them, and no page of another site may show them. */
@Path("/api")
public class PictureResource {
    private static final String JPEG = "image/jpeg";

    private final LiveFloor floor;

    PictureResource(LiveFloor floor) {
        this.floor = floor;
    }

    @GET
    @Path("/incidents/{id}/snapshot")
    @Produces(JPEG)
    public RestResponse<byte[]> snapshot(@PathParam("id") String id) {
        return picture(floor.incidentSnapshot(id));
    }

    @GET
    @Path("/cameras/{name}/preview")
    @Produces(JPEG)
    public RestResponse<byte[]> preview(@PathParam("name") String name) {
        return picture(floor.preview(name));
    }

    private static RestResponse<byte[]> picture(byte[] jpeg) {
        return RestResponse.ResponseBuilder.ok(jpeg)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .build();
    }

    @ServerExceptionMapper
    RestResponse<FloorResource.Failure> missing(NoPicture e) {
        return RestResponse.ResponseBuilder.<FloorResource.Failure>create(RestResponse.Status.NOT_FOUND)
                .type(MediaType.APPLICATION_JSON)
                .entity(new FloorResource.Failure(e.code(), e.getMessage()))
                .build();
    }
}
