package dev.spotter.ota.probation;

import dev.spotter.ota.probation.ProbationVerdict.Committed;
import dev.spotter.ota.probation.ProbationVerdict.GoesOn;
import dev.spotter.ota.probation.ProbationVerdict.RolledBack;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges new models by pairs of what they and the old ones did on the same inputs. Errors and incidents that differ end a
 * probation at once: each may be somebody under a bar. Latency and drift are judged at its end, when they have seen a floor
 * at work and not only at rest.
 *
 * <p>Each stage is judged by itself, from {@code leastPairs} on; one that saw less, such as that of a camera that is off, is
 * not judged and keeps nobody waiting as long as another one is. Where none saw enough, the probation goes on, until
 * {@code longest}: what has not been seen at work by then is not kept, because what ran before has been. Any thread.
 */
public final class ProbationJudge {
    private record Place(String station, String stage) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = station.compareTo(other.station);
            return order != 0 ? order : stage.compareTo(other.stage);
        }

        @Override
        public String toString() {
            return "stage '%s' of '%s'".formatted(stage, station);
        }
    }

    private final ProbationLimits limits;
    private final Map<Place, StageEvidence> stages = new TreeMap<>();

    public ProbationJudge(ProbationLimits limits) {
        this.limits = limits;
    }

    /** Takes one pair. */
    public synchronized void saw(ProbationPair pair) {
        stages.computeIfAbsent(new Place(pair.station(), pair.stage()), _ -> new StageEvidence(limits.mostSlower()))
                .add(pair);
    }

    /**
     * What becomes of the new models.
     *
     * @param watched for how long they have run, restarts not counted
     */
    public synchronized ProbationVerdict verdict(Duration watched) {
        Optional<RolledBack> urgent = first(this::urgent);
        if (urgent.isPresent()) {
            return urgent.get();
        }
        if (watched.compareTo(limits.lasts()) < 0) {
            return new GoesOn();
        }
        Optional<RolledBack> late = first(this::atEnd);
        if (late.isPresent()) {
            return late.get();
        }
        if (stages.values().stream().anyMatch(this::enough)) {
            return new Committed();
        }
        if (watched.compareTo(limits.longest()) < 0) {
            return new GoesOn();
        }
        return new RolledBack(
                "probation-unproven",
                "in %s the new models were asked too little to judge them: none of %d stages saw %d inputs that the old ones saw too; look whether cameras and sensors give anything, then push again"
                        .formatted(words(watched), stages.size(), limits.leastPairs()));
    }

    private interface Rule {
        Optional<RolledBack> judge(Place place, StageEvidence stage);
    }

    private Optional<RolledBack> first(Rule rule) {
        return stages.entrySet().stream()
                .map(stage -> rule.judge(stage.getKey(), stage.getValue()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean enough(StageEvidence stage) {
        return stage.pairs() >= limits.leastPairs();
    }

    private Optional<RolledBack> urgent(Place place, StageEvidence stage) {
        // so many that the share would be too large even if all the others up to the least went well
        if (stage.failed() > limits.mostErrors() * Math.max(stage.pairs(), limits.leastPairs())) {
            return rolledBack(
                    "probation-errors",
                    "%s failed on %d of %d inputs that the old models did not fail on (%.1f %%), allowed are %.1f %%",
                    place,
                    stage.failed(),
                    stage.pairs(),
                    100 * stage.errors(),
                    100 * limits.mostErrors());
        }
        if (stage.alarms() >= limits.leastAlarms() && stage.agreement() < limits.leastAgreement()) {
            return rolledBack(
                    "probation-incidents",
                    "%s agreed with the old models on %.0f %% of %d inputs that a rule watches for, at least %.0f %% are needed; it missed %d and found %d alone",
                    place,
                    100 * stage.agreement(),
                    stage.alarms(),
                    100 * limits.leastAgreement(),
                    stage.oldOnly(),
                    stage.newOnly());
        }
        return Optional.empty();
    }

    private Optional<RolledBack> atEnd(Place place, StageEvidence stage) {
        if (!enough(stage)) {
            return Optional.empty();
        }
        if (stage.slow()) {
            return rolledBack(
                    "probation-latency",
                    "%s mostly took over %.1f times as long as the old models (%.1f ms, they %.1f ms, on average)",
                    place,
                    limits.mostSlower(),
                    stage.newMillis(),
                    stage.oldMillis());
        }
        if (stage.compared() >= limits.leastPairs()
                && (stage.drift() > limits.mostDrift() || stage.otherTops() > limits.mostOtherTops())) {
            return rolledBack(
                    "probation-drift",
                    "%s said something else than the old models on %.0f %% of %d inputs (allowed %.0f %%), at a mean distance of %.2f (allowed %.2f)",
                    place,
                    100 * stage.otherTops(),
                    stage.compared(),
                    100 * limits.mostOtherTops(),
                    stage.drift(),
                    limits.mostDrift());
        }
        return Optional.empty();
    }

    private static Optional<RolledBack> rolledBack(String code, String sentence, Object... values) {
        return Optional.of(new RolledBack(code, sentence.formatted(values)));
    }

    private static String words(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
