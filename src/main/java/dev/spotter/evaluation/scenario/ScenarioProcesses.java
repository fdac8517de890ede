package dev.spotter.evaluation.scenario;

import dev.spotter.model.ModelException;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.LimitedProcess;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.TrialReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays scenarios in child processes, one each, that are limited in memory and time and step back behind everything else on the
 * device. Whatever becomes of a child, this process lives and there is a {@link ScenarioResult}.
 */
public final class ScenarioProcesses {
    /** Half an hour of samples takes 2 s of a desktop, so that a slow board has time enough; the memory is that of any trial. */
    public static final TrialLimits USUAL_LIMITS =
            new TrialLimits(Duration.ofMinutes(5), TrialLimits.USUAL.memoryBytes());

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final ChildProgram program;
    private final Path library;
    private final Path profile;
    private final TrialLimits limits;

    /**
     * @param program how this program starts itself again, to call {@link ScenarioChild#serve}
     * @param library TensorFlow Lite's library, which this process has checked
     * @param profile the device profile
     * @param limits what a scenario may take
     */
    public ScenarioProcesses(ChildProgram program, Path library, Path profile, TrialLimits limits) {
        this.program = program;
        this.library = library;
        this.profile = profile.toAbsolutePath();
        this.limits = limits;
    }

    /** The device profile. */
    Path profile() {
        return profile;
    }

    /**
     * Replays a scenario.
     *
     * @param models the folders of model packages, the first first
     * @param with what these are, for a sentence that says what became of the process
     */
    ScenarioResult run(Scenario scenario, List<Path> models, String with) throws InterruptedException {
        long deadline = System.nanoTime() + limits.time().toNanos();
        String folder = scenario.folder().toAbsolutePath().toString();
        String name = "the scenario '%s' with %s".formatted(scenario.name(), with);
        if (folder.contains("\n")) {
            return new ScenarioResult.Failed("bad-path", "a path with a line break is not replayed");
        }
        try (LimitedProcess child = LimitedProcess.start(limits.memoryBytes(), command(models))) {
            return ResultJson.read(child.ask(folder, name, deadline));
        } catch (ModelException without) {
            return new ScenarioResult.Failed(without.code(), without.getMessage());
        } catch (IllegalArgumentException e) {
            return new ScenarioResult.Failed(
                    TrialReport.ENDED, "the child that replayed %s answered what is no result".formatted(name));
        }
    }

    private List<String> command(List<Path> models) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.addAll(program.command());
        command.add(library.toString());
        command.add(profile.toString());
        models.forEach(folder -> command.add(folder.toAbsolutePath().toString()));
        return command;
    }
}
