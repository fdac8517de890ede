package dev.spotter.profile;

import dev.spotter.outbox.History;
import dev.spotter.outbox.HistoryRecord;
import dev.spotter.outbox.OutboxMessage;
import dev.spotter.safety.Incident;
import dev.spotter.safety.IncidentStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keeps incidents in the outbox's database, each change in one transaction with the message that tells it. */
final class IncidentHistory implements IncidentStore {
    private static final String KIND = "incident";

    private final History history;
    private final Function<Incident, List<OutboxMessage>> told;

    /** @param told the messages that tell a change; none where there is no broker */
    IncidentHistory(History history, Function<Incident, List<OutboxMessage>> told) {
        this.history = history;
        this.told = told;
    }

    @Override
    public void store(Incident incident) {
        history.put(
                new HistoryRecord(KIND, incident.id(), Json.text(incident), incident.detectedTime()),
                told.apply(incident).toArray(OutboxMessage[]::new));
    }

    @Override
    public Optional<Incident> find(String id) {
        return history.get(KIND, id).map(IncidentHistory::read);
    }

    @Override
    public List<Incident> newest(int limit) {
        return history.list(KIND, limit).stream().map(IncidentHistory::read).toList();
    }

    private static Incident read(HistoryRecord record) {
        return Json.read(record.document(), Incident.class);
    }
}
