package dev.spotter.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The child that replays scenarios in a native executable, which has one way in. Not for people. */
@Command(name = ScenarioChildCommand.NAME, hidden = true, description = "The child process that replays scenarios.")
final class ScenarioChildCommand implements Callable<Integer> {
    static final String NAME = "scenario-child";

    @Parameters(
            arity = "3..*",
            paramLabel = "LIBRARY PROFILE MODELS",
            description = "TensorFlow Lite's library, the profile, and folders of model packages.")
    private List<String> arguments;

    @Override
    public Integer call() throws Exception {
        ScenarioChildMain.main(arguments.toArray(String[]::new));
        return 0;
    }
}
