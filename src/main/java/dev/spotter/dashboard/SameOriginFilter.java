package dev.spotter.dashboard;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;

/**
 * Lets only pages of this device call it. The dashboard listens on the loopback address without a login, so a page of
 * another site, or a name that somebody points at this address, must not reach it through the operator's browser.
 */
public class SameOriginFilter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int FORBIDDEN = 403;

    void register(@Observes Filters filters) {
        filters.register(SameOriginFilter::check, 100);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        boolean own = request.authority() == null
                || LOOPBACK.contains(request.authority().host());
        if (own && (origin == null || fromHere(origin, request))) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(FORBIDDEN)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"code\":\"foreign-origin\",\"message\":\"only this device's own page may call it\"}");
        }
    }

    private static boolean fromHere(String origin, HttpServerRequest request) {
        try {
            URI uri = URI.create(origin);
            return uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost())
                    && uri.getPort() == request.authority().port();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
