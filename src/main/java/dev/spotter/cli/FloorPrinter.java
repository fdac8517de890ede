package dev.spotter.cli;

import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Exertion;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.observation.Repetition;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.profile.AgentListener;
import dev.spotter.profile.Profile;
import dev.spotter.safety.Incident;
import dev.spotter.summary.MinuteSummary;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells on a terminal what happens on the floor, a line an event. */
final class FloorPrinter implements AgentListener {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final Map<String, String> doing = new HashMap<>();
    private final SightPrinter sights;

    FloorPrinter(Profile profile, PrintWriter out) {
        this.out = out;
        profile.pipelines().forEach(pipeline -> doing.put(pipeline.name(), "rest"));
        sights = SightPrinter.of(profile);
    }

    @Override
    public synchronized void observed(Observation observation) {
        String station = observation.station();
        switch (observation.finding()) {
            case Repetition repetition -> say(station, "%s: repetition %d", repetition.exercise(), repetition.number());
            case RepetitionForm repetition ->
                say(station, "%s: repetition %d%s", repetition.exercise(), repetition.number(), words(repetition));
            case LiftSet set ->
                say(
                        station,
                        "set ended: %s, %d repetitions in %.0f s, confidence %.0f %%%s",
                        set.exercise(),
                        set.repetitions(),
                        (set.endNanos() - set.startNanos()) / 1e9,
                        set.confidence() * 100,
                        words(set.exertion()));
            case Strain strain ->
                say(
                        station,
                        "%s: %s",
                        strain.exercise(),
                        strain.straining() ? strain.sign().words() + ", about to FAIL" : "no longer straining");
            case LiftState state -> {
                String now = state.phase() == LiftState.Phase.STALLED
                        ? state.exercise() + " is STUCK"
                        : state.exercise() == null ? "rest" : state.exercise();
                if (!now.equals(doing.put(station, now))) {
                    say(station, "%s", now);
                }
            }
            case Classification _, Detections _, Poses _ ->
                sights.tell(observation, words -> say(station, "%s", words));
            default -> {}
        }
    }

    @Override
    public synchronized void incident(Incident incident) {
        say(
                incident.place(),
                "%s %s: %s, %s%s",
                incident.severity().toUpperCase(Locale.ROOT),
                incident.rule(),
                incident.detail(),
                incident.state(),
                incident.acknowledged() ? ", acknowledged" : "");
    }

    @Override
    public synchronized void minute(MinuteSummary summary) {
        say(
                "summary",
                "%d sets, %d repetitions%s",
                summary.sets().size(),
                summary.sets().stream()
                        .mapToInt(MinuteSummary.SetSummary::repetitions)
                        .sum(),
                summary.people() == 0 ? "" : ", at most " + summary.people() + " in sight");
    }

    @Override
    public synchronized void updated(UpdateStatus status) {
        say("update", "%s", UpdatePrinter.words(status));
    }

    private static String words(RepetitionForm repetition) {
        return repetition
                .form()
                .map(form -> String.format(Locale.ROOT, ", %s (%.0f %%)", form.topLabel(), form.topProbability() * 100))
                .orElse("");
    }

    private static String words(Exertion exertion) {
        return switch (exertion) {
            case Exertion.Estimate estimate ->
                String.format(Locale.ROOT, ", RPE %.1f ± %.1f", estimate.rpe(), estimate.uncertainty());
            case Exertion.Absent _ -> "";
        };
    }

    private void say(String place, String format, Object... values) {
        out.printf("%s %-8s %s%n", TIME.format(LocalTime.now()), place, String.format(Locale.ROOT, format, values));
    }
}
