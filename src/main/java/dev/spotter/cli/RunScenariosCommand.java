package dev.spotter.cli;

import dev.spotter.evaluation.scenario.Refusal;
import dev.spotter.evaluation.scenario.Scenario;
import dev.spotter.evaluation.scenario.ScenarioReplay;
import dev.spotter.evaluation.scenario.ScenarioResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays the scenarios of a site. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Replays the scenarios with the models that run, and with others beside them, as an update's trial does.")
final class RunScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions options;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "A folder of new models, to be held against those that run.")
    private Path models;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<Path> running = options.running();
        Optional<ScenarioReplay.Candidate> candidate = Optional.ofNullable(models)
                .map(folder -> {
                    List<Path> folders = new ArrayList<>(running);
                    folders.addFirst(folder);
                    return new ScenarioReplay.Candidate(folder.toString(), folders);
                });
        AtomicBoolean broken = new AtomicBoolean();
        List<Refusal> refusals = options.replay().run(running, candidate, new ScenarioReplay.Listener() {
            @Override
            public void replayed(Scenario scenario, ScenarioResult.Outcome before, Optional<ScenarioResult> after) {
                tell(scenario, before, "the models that run");
                if (after.isPresent() && after.get() instanceof ScenarioResult.Outcome outcome) {
                    tell(scenario, outcome, models.toString());
                }
            }

            @Override
            public void broken(String scenario, ScenarioResult.Failed why) {
                broken.set(true);
                err.printf("%s does not count: %s [%s]%n", scenario, why.sentence(), why.code());
            }
        });
        refusals.forEach(refusal -> err.printf("refused: %s [%s]%n", refusal.sentence(), refusal.code()));
        if (models != null && refusals.isEmpty()) {
            spec.commandLine().getOut().printf("nothing speaks against %s%n", models);
        }
        return broken.get() || !refusals.isEmpty() ? 1 : 0;
    }

    private void tell(Scenario scenario, ScenarioResult.Outcome outcome, String with) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, with %s%n", scenario.name(), with);
        for (ScenarioResult.Replayed recording : outcome.recordings()) {
            out.printf("  %s%n", recording);
            recording.raised().forEach(raised -> out.printf("    raised: %s%n", raised));
            scenario.incidents().stream()
                    .filter(expected -> recording.misses(expected))
                    .forEach(missed -> out.printf("    missed: %s%n", missed));
            if (scenario.labels()) {
                recording
                        .said()
                        .forEach((stage, label) -> out.printf(
                                "    %s: %s says %s%n", recording.label().orElseThrow(), stage, label));
            }
        }
        outcome.notes().forEach(note -> out.printf("  note: %s%n", note));
        out.flush();
    }
}
