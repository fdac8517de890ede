package dev.spotter.profile;

import dev.spotter.observation.Finding;
import dev.spotter.observation.Observation;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.ota.probation.ProbationPair;
import dev.spotter.ota.probation.ProbationPair.Alarm;
import dev.spotter.pipeline.Comparison;
import dev.spotter.pipeline.ShadowListener;
import dev.spotter.safety.Condition;
import dev.spotter.safety.SafetyRule;
import java.util.List;
import java.util.OptionalDouble;

/** Gives what pipelines compare to the judge of new models: where a rule watches a stage, with what the rule makes of both. */
final class ProbationPairs implements ShadowListener {
    private static final double NANOS_A_MILLI = 1e6;

    private final List<Condition> conditions;
    private final ProbationJudge judge;

    ProbationPairs(List<SafetyRule> rules, ProbationJudge judge) {
        conditions = rules.stream().map(SafetyRule::condition).toList();
        this.judge = judge;
    }

    @Override
    public void compared(Comparison comparison) {
        boolean failed = comparison.running().isEmpty();
        judge.saw(new ProbationPair(
                comparison.station(),
                comparison.stage(),
                failed,
                failed ? OptionalDouble.empty() : comparison.distance(),
                !failed && comparison.differ(),
                comparison.runningNanos() / NANOS_A_MILLI,
                comparison.earlierNanos() / NANOS_A_MILLI,
                failed ? Alarm.NONE : alarm(comparison)));
    }

    /** One rule on which they differ is what counts, whatever they agree on besides. */
    private Alarm alarm(Comparison comparison) {
        Alarm alarm = Alarm.NONE;
        for (Condition condition : conditions) {
            boolean now = holds(condition, comparison, comparison.running().orElseThrow());
            boolean before = holds(condition, comparison, comparison.earlier());
            if (now != before) {
                return before ? Alarm.OLD_ONLY : Alarm.NEW_ONLY;
            }
            if (now) {
                alarm = Alarm.BOTH;
            }
        }
        return alarm;
    }

    private static boolean holds(Condition condition, Comparison comparison, Finding finding) {
        Observation observation =
                new Observation(comparison.station(), comparison.stage(), comparison.timeNanos(), finding);
        return condition.judge(observation) == Condition.Verdict.TRUE;
    }
}
