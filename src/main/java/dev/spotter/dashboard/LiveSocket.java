package dev.spotter.dashboard;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.mutiny.Multi;
import java.time.Duration;

/** Sends the floor to a page, at once and then whenever it has changed, at most four times a second. */
@WebSocket(path = "/api/live")
public class LiveSocket {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final LiveFloor floor;

    LiveSocket(LiveFloor floor) {
        this.floor = floor;
    }

    @OnOpen
    Multi<LiveSnapshot> follow() {
        return Multi.createFrom()
                .ticks()
                .every(PERIOD)
                .onOverflow()
                .drop()
                .filter(tick -> floor.started())
                .map(tick -> floor.snapshot())
                .skip()
                .repetitions();
    }
}
