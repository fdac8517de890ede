package dev.spotter.evaluation.scenario;

import dev.spotter.evaluation.scenario.ScenarioResult.Failed;
import dev.spotter.evaluation.scenario.ScenarioResult.Outcome;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetTrial;
import dev.spotter.profile.ProfileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Refuses a set of models that does worse in the scenarios of a site than the set that runs. A scenario that is broken does not
 * count, and is told in {@link #problems()}.
 */
public final class ScenarioTrial implements SetTrial {
    private final ScenarioReplay replay;
    private final Function<Optional<Path>, List<Path>> modelFolders;
    private volatile Map<String, String> problems = Map.of();

    /**
     * @param modelFolders the folders of model packages of a device that runs a set, the first first; of none what came with the program
     */
    public ScenarioTrial(ScenarioReplay replay, Function<Optional<Path>, List<Path>> modelFolders) {
        this.replay = replay;
        this.modelFolders = modelFolders;
    }

    /** What is wrong now: {@code scenario-not-counted}, a sentence about each scenario that was broken when a set was tried last. */
    public Map<String, String> problems() {
        return problems;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UpdateException the first {@link Refusal}, and how many more there are
     */
    @Override
    public void tryOut(String set, Path folder, Optional<Path> running) throws InterruptedException {
        Map<String, Failed> broken = new LinkedHashMap<>();
        ScenarioReplay.Candidate candidate =
                new ScenarioReplay.Candidate("the set " + set, modelFolders.apply(Optional.of(folder)));
        List<Refusal> refusals = List.of();
        try {
            refusals = replay.run(modelFolders.apply(running), Optional.of(candidate), new ScenarioReplay.Listener() {
                @Override
                public void replayed(Scenario scenario, Outcome before, Optional<ScenarioResult> after) {}

                @Override
                public void broken(String scenario, Failed why) {
                    broken.put(scenario, why);
                }
            });
        } catch (ProfileException edited) {
            // since the device started; what fits the device is for others to say
            broken.put("*", new Failed(edited.code(), edited.getMessage()));
        }
        problems = told(broken);
        if (!refusals.isEmpty()) {
            String more = refusals.size() == 1 ? "" : " (and %d more)".formatted(refusals.size() - 1);
            throw new UpdateException(
                    refusals.getFirst().code(), refusals.getFirst().sentence() + more);
        }
    }

    private static Map<String, String> told(Map<String, Failed> broken) {
        return broken.isEmpty()
                ? Map.of()
                : Map.of(
                        "scenario-not-counted",
                        broken.entrySet().stream()
                                .map(one -> "the scenario '%s' does not count: %s [%s]"
                                        .formatted(
                                                one.getKey(),
                                                one.getValue().sentence(),
                                                one.getValue().code()))
                                .collect(Collectors.joining("; ")));
    }
}
