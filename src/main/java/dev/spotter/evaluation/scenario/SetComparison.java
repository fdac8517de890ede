package dev.spotter.evaluation.scenario;

import dev.spotter.evaluation.scenario.ScenarioResult.Failed;
import dev.spotter.evaluation.scenario.ScenarioResult.Outcome;
import dev.spotter.evaluation.scenario.ScenarioResult.Raised;
import dev.spotter.evaluation.scenario.ScenarioResult.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what new models do in a site's scenarios against what those that run do. The models that run are the measure: what they miss
 * is asked of nobody, and so are scenarios that cannot be replayed with them.
 *
 * <p>Of sets with a label, those that are lost (right before, wrong now) may outnumber those that are gained by less than
 * {@value #MOST_LOST_SHARE} of all: one set of up to 20 is enough to refuse, of 100 it takes five.
 */
final class SetComparison {
    static final double MOST_LOST_SHARE = 0.05;

    private final String candidate;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private int gained;
    private int labelled;

    /** @param candidate what the new models are called in sentences */
    SetComparison(String candidate) {
        this.candidate = candidate;
    }

    /** Adds a scenario. */
    void add(Scenario scenario, Outcome running, ScenarioResult result) {
        switch (result) {
            case Failed(String code, String sentence) ->
                refusals.add(new Refusal(
                        code,
                        "the scenario '%s' can be replayed with the models that run, but not with %s: %s"
                                .formatted(scenario.name(), candidate, sentence)));
            case Outcome outcome -> {
                for (Replayed before : running.recordings()) {
                    Replayed now = outcome.recording(before.name())
                            .orElse(new Replayed(before.name(), before.label(), before.seconds(), List.of(), Map.of()));
                    incidents(scenario, before, now);
                    falseAlarms(scenario, before, now);
                    if (scenario.labels()) {
                        labels(scenario, before, now);
                    }
                }
            }
        }
    }

    private void incidents(Scenario scenario, Replayed before, Replayed now) {
        for (Scenario.ExpectedIncident expected : scenario.incidents()) {
            Optional<Raised> raised = before.raised(expected.rule(), expected.part());
            if (expected.part().in(before) && raised.isPresent() && now.misses(expected)) {
                refusals.add(new Refusal(
                        Refusal.INCIDENT_MISSED,
                        "%s misses %s in %s of the scenario '%s', which the models that run raise (%s)"
                                .formatted(candidate, expected, before.name(), scenario.name(), raised.get())));
            }
        }
    }

    private void falseAlarms(Scenario scenario, Replayed before, Replayed now) {
        for (Scenario.QuietPart quiet : scenario.quiet()) {
            if (!quiet.part().in(before)) {
                continue;
            }
            Set<String> rules = now.raised().stream().map(Raised::rule).collect(Collectors.toCollection(TreeSet::new));
            for (String rule : rules) {
                long more = count(now, rule, quiet) - count(before, rule, quiet);
                if (more > 0) {
                    refusals.add(new Refusal(
                            Refusal.FALSE_ALARMS,
                            "%s raises '%s' %s more than the models that run in %s of the scenario '%s', where there is to be %s"
                                    .formatted(
                                            candidate,
                                            rule,
                                            more == 1 ? "once" : more + " times",
                                            before.name(),
                                            scenario.name(),
                                            quiet)));
                }
            }
        }
    }

    private static long count(Replayed replayed, String rule, Scenario.QuietPart quiet) {
        return replayed.raised().stream()
                .filter(raised -> raised.rule().equals(rule)
                        && quiet.isAbout(rule)
                        && quiet.part().holds(raised.seconds()))
                .count();
    }

    private void labels(Scenario scenario, Replayed before, Replayed now) {
        Set<String> stages = Stream.of(before, now)
                .flatMap(replayed -> replayed.said().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String stage : stages) {
            String label = before.label().orElseThrow();
            boolean wasRight = label.equals(before.said().get(stage));
            boolean isRight = label.equals(now.said().get(stage));
            labelled++;
            if (wasRight && !isRight) {
                lost.add("%s of '%s', where it takes '%s' for '%s'"
                        .formatted(
                                before.name(),
                                scenario.name(),
                                label,
                                now.said().getOrDefault(stage, "nothing")));
            } else if (isRight && !wasRight) {
                gained++;
            }
        }
    }

    /** All that speaks against the new models; empty where nothing does. */
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(refusals);
        int net = lost.size() - gained;
        if (net > 0 && net >= MOST_LOST_SHARE * labelled) {
            all.add(new Refusal(
                    Refusal.CORRECTIONS_LOST,
                    "of %d sets that people labelled on site %s does not recognise %d that the models that run do (such as %s), and recognises %d that they do not"
                            .formatted(labelled, candidate, lost.size(), lost.getFirst(), gained)));
        }
        return all;
    }
}
