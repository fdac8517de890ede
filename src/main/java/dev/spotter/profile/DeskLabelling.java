package dev.spotter.profile;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.RepetitionCount;
import dev.spotter.capture.labelling.DeskState;
import dev.spotter.capture.labelling.LabelledSet;
import dev.spotter.capture.labelling.Labeller;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.capture.labelling.OpenSet;
import dev.spotter.capture.labelling.SetNotes;
import dev.spotter.dashboard.Labelling;
import dev.spotter.dashboard.LabellingRefusal;
import dev.spotter.dashboard.LabellingState;
import dev.spotter.dashboard.SetRequest;
import java.util.Optional;

/** The capture room's labelling desk, as the page and the commands see it. */
final class DeskLabelling implements Labelling {
    private static final double NANOS = 1e9;

    private final LabellingDesk desk;

    DeskLabelling(LabellingDesk desk) {
        this.desk = desk;
    }

    @Override
    public void begin(String source, SetRequest set, Origin origin) {
        String label = set.label()
                .orElseThrow(() -> new LabellingRefusal("missing-argument", "what begins needs a label: \"label\""));
        refusing(() -> desk.begin(source, label, notes(set), origin == Origin.PAGE ? Labeller.PAGE : Labeller.MQTT));
    }

    @Override
    public void end(String source, SetRequest set) {
        refusing(() -> desk.end(source, notes(set)));
    }

    @Override
    public void amend(String source, SetRequest set) {
        refusing(() -> desk.amend(source, notes(set)));
    }

    @Override
    public void amend(long set, SetRequest request) {
        refusing(() -> desk.amend(set, request.label(), notes(request)));
    }

    @Override
    public void undo(String source) {
        refusing(() -> desk.undo(source));
    }

    @Override
    public void delete(long set) {
        refusing(() -> desk.delete(set));
    }

    private static void refusing(Runnable mark) {
        try {
            mark.run();
        } catch (CaptureException e) {
            throw new LabellingRefusal(e.code(), e.getMessage());
        }
    }

    private static SetNotes notes(SetRequest set) {
        return new SetNotes(
                set.subject(),
                set.repetitions().flatMap(text -> SetNotes.count(text).count()),
                set.rpe());
    }

    @Override
    public LabellingState state() {
        DeskState state = desk.state();
        return new LabellingState(
                state.labels(),
                state.sources().stream().map(DeskLabelling::source).toList(),
                state.sets().stream().map(DeskLabelling::set).toList());
    }

    private static LabellingState.Source source(DeskState.Source source) {
        Optional<OpenSet> open = source.open();
        Optional<SetNotes> notes = open.map(OpenSet::notes);
        return new LabellingState.Source(
                source.name(),
                source.subject(),
                open.map(OpenSet::label).orElse(null),
                open.map(OpenSet::began).orElse(null),
                source.length().toNanos() / NANOS,
                notes.flatMap(SetNotes::count).map(RepetitionCount::toString).orElse(null),
                notes.flatMap(SetNotes::rpe).orElse(null),
                source.samples(),
                source.last().orElse(null),
                source.ended(),
                source.undoable());
    }

    private static LabellingState.LabelledSet set(LabelledSet set) {
        return new LabellingState.LabelledSet(
                set.id(),
                set.source(),
                set.label(),
                set.subject(),
                set.start(),
                set.length().toNanos() / NANOS,
                set.notes().count().map(RepetitionCount::toString).orElse(null),
                set.notes().rpe().orElse(null),
                set.by().toString(),
                set.written());
    }
}
