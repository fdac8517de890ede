package dev.spotter.evaluation.scenario;

import dev.spotter.evaluation.scenario.ScenarioResult.Failed;
import dev.spotter.evaluation.scenario.ScenarioResult.Outcome;
import dev.spotter.profile.ProfileFragment;
import dev.spotter.profile.ProfileReader;
import dev.spotter.profile.Version;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Replays the scenarios of a site with the models that run, and with new ones beside them: through the device's own pipelines and
 * rules, in child processes, without a network. What models did is remembered by the fingerprint of models, profile and scenario.
 */
public final class ScenarioReplay {
    private static final String RESULTS = ".results";
    private static final String RUNNING = "the models that run";

    private final ScenarioFolder scenarios;
    private final ScenarioProcesses processes;

    /**
     * @param scenarios of the site
     * @param processes where they are replayed
     */
    public ScenarioReplay(ScenarioFolder scenarios, ScenarioProcesses processes) {
        this.scenarios = scenarios;
        this.processes = processes;
    }

    /**
     * Models that are tried.
     *
     * @param name what they are called in sentences, such as {@code the set 2026-11-b}
     * @param folders of packages, the first first
     */
    public record Candidate(String name, List<Path> folders) {
        public Candidate {
            folders = List.copyOf(folders);
        }
    }

    /** Hears how each scenario went. */
    public interface Listener {
        /**
         * It was replayed, and counts.
         *
         * @param candidate what came of it with the new models, where there are any
         */
        void replayed(Scenario scenario, Outcome running, Optional<ScenarioResult> candidate);

        /** It does not count. */
        void broken(String scenario, Failed why);
    }

    /**
     * Replays them all.
     *
     * @param running the folders of the models that run, the first first
     * @return all that speaks against the candidate; empty where nothing does
     */
    public List<Refusal> run(List<Path> running, Optional<Candidate> candidate, Listener listener)
            throws InterruptedException {
        ScenarioFolder.Contents contents =
                scenarios.read(ProfileFragment.merged(ProfileReader.read(processes.profile()), running));
        contents.broken().forEach(listener::broken);
        if (contents.scenarios().isEmpty()) {
            return List.of();
        }
        ResultStore store = new ResultStore(scenarios.path().resolve(RESULTS));
        Models before = new Models(RUNNING, running);
        Optional<Models> after = candidate.map(models -> new Models(models.name(), models.folders()));
        SetComparison comparison =
                new SetComparison(candidate.map(Candidate::name).orElse(""));
        for (Scenario scenario : contents.scenarios()) {
            switch (before.in(scenario, store)) {
                case Failed why -> listener.broken(scenario.name(), why);
                case Outcome outcome
                when scenario.misfit(outcome).isPresent() ->
                    listener.broken(
                            scenario.name(),
                            new Failed(
                                    "scenario-part-missing",
                                    scenario.misfit(outcome).get()));
                case Outcome outcome -> {
                    Optional<ScenarioResult> result = Optional.empty();
                    if (after.isPresent()) {
                        result = Optional.of(after.get().in(scenario, store));
                        comparison.add(scenario, outcome, result.get());
                    }
                    listener.replayed(scenario, outcome, result);
                }
            }
        }
        store.sweep();
        return comparison.refusals();
    }

    /** Some models, and what they did before. */
    private final class Models {
        private final String name;
        private final List<Path> folders;
        private final Optional<String> fingerprint;

        Models(String name, List<Path> folders) {
            this.name = name;
            this.folders = folders;
            fingerprint = fingerprint(() -> {
                Fingerprint all = new Fingerprint().text(Version.TEXT).tree(processes.profile());
                folders.forEach(all::tree);
                return all;
            });
        }

        /** What cannot be read whole has none, and is not remembered. */
        private static Optional<String> fingerprint(Supplier<Fingerprint> of) {
            try {
                return Optional.of(of.get().hex());
            } catch (UncheckedIOException unreadable) {
                return Optional.empty();
            }
        }

        ScenarioResult in(Scenario scenario, ResultStore store) throws InterruptedException {
            Optional<String> key = fingerprint.flatMap(models -> fingerprint(
                    () -> new Fingerprint().text(models).text(scenario.name()).tree(scenario.folder())));
            Optional<ScenarioResult> remembered = key.flatMap(store::find);
            if (remembered.isPresent()) {
                return remembered.get();
            }
            ScenarioResult result = processes.run(scenario, folders, name);
            if (result instanceof Outcome outcome) {
                key.ifPresent(fingerprint -> store.keep(fingerprint, outcome));
            }
            return result;
        }
    }
}
