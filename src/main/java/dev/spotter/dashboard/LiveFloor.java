package dev.spotter.dashboard;

import dev.spotter.safety.Incident;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.Optional;

/** Ties the dashboard's services, which live with the HTTP server, to the agent, which is started after it. */
@Singleton
public class LiveFloor implements Floor {
    private volatile Floor floor;

    /** Shows this agent from now on. */
    public void show(Floor running) {
        floor = running;
    }

    boolean started() {
        return floor != null;
    }

    @Override
    public LiveSnapshot snapshot() {
        return running().snapshot();
    }

    @Override
    public Incident acknowledge(String incident) {
        return running().acknowledge(incident);
    }

    @Override
    public byte[] incidentSnapshot(String incident) {
        return running().incidentSnapshot(incident);
    }

    @Override
    public byte[] preview(String camera) {
        return running().preview(camera);
    }

    @Override
    public Optional<Labelling> labelling() {
        return running().labelling();
    }

    @Override
    public Updates updates() {
        return running().updates();
    }

    private Floor running() {
        Floor running = floor;
        if (running == null) {
            throw new ServiceUnavailableException("the agent is starting");
        }
        return running;
    }
}
