package dev.spotter.dashboard;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The agent's problems as MicroProfile Health tells them. A device with a problem still watches, so it is up; what is
 * wrong stands in the data, under its code.
 */
@Readiness
public class FloorHealth implements HealthCheck {
    private final LiveFloor floor;

    FloorHealth(LiveFloor floor) {
        this.floor = floor;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("agent").status(floor.started());
        if (floor.started()) {
            var problems = floor.snapshot().problems();
            health.withData("state", problems.isEmpty() ? "healthy" : "degraded");
            problems.forEach(health::withData);
        }
        return health.build();
    }
}
