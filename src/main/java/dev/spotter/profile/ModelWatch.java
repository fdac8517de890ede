package dev.spotter.profile;

import dev.spotter.ota.device.Probation;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.ota.probation.ProbationLimits;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The probation of a set on a running agent: the models that ran before run beside those that run. */
final class ModelWatch implements Probation {
    private final Agent agent;
    private final ProbationLimits limits;
    private final Function<Optional<Path>, List<Path>> folders;
    /** For a set that changed every pipeline, so that nothing can be compared. */
    private final Probation outlasted;

    private ProbationJudge judge;
    private boolean comparable;

    /** @param folders the model folders of an agent that runs a set, the first first */
    ModelWatch(Agent agent, ProbationLimits limits, Function<Optional<Path>, List<Path>> folders) {
        this.agent = agent;
        this.limits = limits;
        this.folders = folders;
        judge = new ProbationJudge(limits);
        outlasted = Probation.lasting(limits.lasts());
    }

    @Override
    public void begin(Optional<Path> previous) {
        judge = new ProbationJudge(limits);
        comparable = true;
        comparable = agent.watch(folders.apply(previous), judge);
    }

    @Override
    public ProbationVerdict verdict(Duration watched) {
        return comparable ? judge.verdict(watched) : outlasted.verdict(watched);
    }

    @Override
    public void end() {
        agent.endWatch();
    }
}
