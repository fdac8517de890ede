package dev.spotter.safety;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.spotter.observation.Observation;
import dev.spotter.observation.TimeBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs the rules over the observations of all stations.
 *
 * <p>When a rule is complete the outputs are switched first; only then is the incident kept, so that a full disk delays
 * no alarm. What could not be kept is tried again with each step of time, and said in {@link #problems()}.
 *
 * <p>Silence changes nothing: a station that stops reporting neither raises nor clears an incident. But time goes on
 * ({@link #advanced}): who says nothing new still says what was said last, so what lies still in front of a camera is
 * raised. Where nobody watched ({@link #unwatched}), a rule waits until it is said anew whether its condition holds, and
 * counts from there.
 */
public final class SafetyMonitor {
    private List<SafetyRule> rules;
    private final Function<String, TimeBase> timeBases;
    private final Clock wallClock;
    private final EvidenceSource evidence;
    private final IncidentListener alarm;
    private final IncidentStore store;

    private final Map<String, List<RuleWatch>> watches = new LinkedHashMap<>();
    private final Map<String, Incident> open = new LinkedHashMap<>();
    private final Deque<Incident> unstored = new ArrayDeque<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    /**
     * @param timeBases ties a station's monotonic time to the wall clock
     * @param wallClock the clock for {@code alarmTime}, the one time that is measured and not observed
     * @param alarm switches outputs
     * @param store keeps incidents; what is open there is taken up again
     */
    public SafetyMonitor(
            List<SafetyRule> rules,
            Function<String, TimeBase> timeBases,
            Clock wallClock,
            EvidenceSource evidence,
            IncidentListener alarm,
            IncidentStore store) {
        this.rules = List.copyOf(rules);
        this.timeBases = timeBases;
        this.wallClock = wallClock;
        this.evidence = evidence;
        this.alarm = alarm;
        this.store = store;
    }

    /**
     * Takes up the incidents of the time before the agent last stopped: outputs that wait for an acknowledgement go on,
     * and what is open is cleared by the usual rules once its station reports, or now where its rule or station is gone.
     *
     * @param stations that are watched
     */
    public synchronized void resume(List<Incident> before, Set<String> stations) {
        for (Incident incident : before) {
            switchOutputs(incident);
            if (incident.open() && !(stations.contains(incident.place()) && resumeOpen(incident))) {
                announce(incident.clearedAt(wallClock.instant()));
            }
        }
    }

    private boolean resumeOpen(Incident incident) {
        for (RuleWatch watch : at(incident.place())) {
            if (watch.rule.name().equals(incident.rule())) {
                open.put(incident.id(), incident);
                watch.incident = incident.id();
                watch.resumed = true;
                return true;
            }
        }
        return false;
    }

    /** Takes an observation. */
    public synchronized void observed(Observation observation) {
        List<RuleWatch> at = at(observation.station());
        for (int i = 0; i < at.size(); i++) {
            RuleWatch watch = at.get(i);
            switch (watch.rule.condition().judge(observation)) {
                case TRUE -> {
                    watch.latest = observation;
                    watch.become(true, watch.rule.condition().sinceNanos(observation));
                }
                case FALSE -> watch.become(false, observation.timeNanos());
                case SILENT -> {
                    continue;
                }
            }
            step(watch, observation.timeNanos());
        }
    }

    /** Says how far time has come at a station. */
    public synchronized void advanced(String station, long timeNanos) {
        List<RuleWatch> at = at(station);
        for (int i = 0; i < at.size(); i++) {
            step(at.get(i), timeNanos);
        }
        keepWaiting();
    }

    /** Says that a station was not watched for a while: what held before it does not hold for what comes next. */
    public synchronized void unwatched(String station) {
        for (RuleWatch watch : at(station)) {
            watch.known = false;
        }
    }

    /**
     * Goes on with other rules. Those that stay go on as if nothing had happened. Of a rule that is another one now, what is open
     * stays open until the new one clears it; of a rule or a station that is gone, it is cleared.
     *
     * @param stations that are watched
     */
    public synchronized void change(List<SafetyRule> others, Set<String> stations) {
        rules = List.copyOf(others);
        Map<String, List<RuleWatch>> before = new LinkedHashMap<>(watches);
        watches.keySet().retainAll(stations);
        watches.replaceAll(
                (_, same) -> rules.stream().map(rule -> watch(rule, same)).toList());
        Set<String> watched = watches.values().stream()
                .flatMap(List::stream)
                .map(watch -> watch.incident)
                .collect(Collectors.toSet());
        before.values().stream()
                .flatMap(List::stream)
                .map(watch -> watch.incident)
                .filter(incident -> incident != null && !watched.contains(incident))
                .forEach(gone -> announce(open.remove(gone).clearedAt(wallClock.instant())));
    }

    /**
     * What watches a station began anew: nothing holds there before it is said again. What is open waits for that, and is
     * cleared where nobody will say it.
     *
     * @param observed whether anybody observes at this station what a condition watches for
     */
    public synchronized void beginsAnew(String station, Predicate<Condition> observed) {
        unwatched(station);
        for (RuleWatch watch : at(station)) {
            if (watch.incident != null && !observed.test(watch.rule.condition())) {
                clear(watch, wallClock.instant());
            }
        }
    }

    private static RuleWatch watch(SafetyRule rule, List<RuleWatch> before) {
        return before.stream()
                .filter(watch -> watch.rule.name().equals(rule.name()))
                .findFirst()
                .map(watch -> watch.rule.equals(rule) ? watch : new RuleWatch(rule, watch))
                .orElseGet(() -> new RuleWatch(rule));
    }

    /**
     * Somebody takes an incident.
     *
     * @throws SafetyException {@code unknown-incident}
     */
    public synchronized Incident acknowledge(String id) {
        Incident incident = Optional.ofNullable(open.get(id))
                .or(() -> store.find(id))
                .orElseThrow(() -> new SafetyException("unknown-incident", "there is no incident " + id));
        if (incident.acknowledged()) {
            return incident;
        }
        Incident acknowledged = incident.acknowledge();
        open.computeIfPresent(id, (key, old) -> acknowledged);
        announce(acknowledged);
        return acknowledged;
    }

    /** Incidents that have not been cleared. */
    public synchronized List<Incident> open() {
        return new ArrayList<>(open.values());
    }

    /** What is wrong now: a stable code, and a sentence. */
    public synchronized Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    private List<RuleWatch> at(String station) {
        List<RuleWatch> known = watches.get(station);
        if (known == null) {
            known = rules.stream().map(RuleWatch::new).toList();
            watches.put(station, known);
        }
        return known;
    }

    private void step(RuleWatch watch, long nowNanos) {
        if (!watch.known) {
            return;
        }
        if (watch.resumed) {
            watch.resumed = false;
            watch.changedNanos = Math.max(watch.changedNanos, nowNanos);
        }
        long heldNanos = nowNanos - watch.changedNanos;
        if (watch.holds && watch.incident == null && heldNanos >= nanos(watch.rule.holdsFor())) {
            raise(watch, nowNanos);
        } else if (!watch.holds && watch.incident != null && heldNanos >= nanos(watch.rule.clearsAfter())) {
            String place = open.get(watch.incident).place();
            clear(watch, timeBases.apply(place).at(nowNanos));
        }
    }

    private void clear(RuleWatch watch, Instant when) {
        Incident incident = open.remove(watch.incident);
        watch.incident = null;
        announce(incident.clearedAt(when));
    }

    private void raise(RuleWatch watch, long nowNanos) {
        SafetyRule rule = watch.rule;
        TimeBase timeBase = timeBases.apply(watch.latest.station());
        Incident incident = new Incident(
                UlidCreator.getMonotonicUlid().toString(),
                rule.name(),
                rule.severity().text(),
                Incident.State.raised,
                watch.latest.station(),
                rule.condition().describe(watch.latest),
                timeBase.at(watch.changedNanos),
                timeBase.at(nowNanos),
                null,
                null,
                false,
                false,
                evidence.behind(watch.latest, rule.condition().score(watch.latest)));
        switchOutputs(incident);
        Incident alarmed = incident.alarmedAt(wallClock.instant());
        watch.incident = alarmed.id();
        open.put(alarmed.id(), alarmed);
        keep(alarmed);
    }

    private void announce(Incident incident) {
        switchOutputs(incident);
        keep(incident);
    }

    private void switchOutputs(Incident incident) {
        try {
            alarm.changed(incident);
            problems.remove("alarm-failed");
        } catch (RuntimeException e) {
            problems.put("alarm-failed", "the alarm outputs could not be switched: " + e.getMessage());
        }
    }

    private void keep(Incident incident) {
        unstored.add(incident);
        keepWaiting();
    }

    private void keepWaiting() {
        while (!unstored.isEmpty()) {
            try {
                store.store(unstored.peek());
            } catch (RuntimeException e) {
                problems.put(
                        "incident-not-stored",
                        "%d changes of incidents wait to be stored: %s".formatted(unstored.size(), e.getMessage()));
                return;
            }
            unstored.remove();
        }
        problems.remove("incident-not-stored");
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
