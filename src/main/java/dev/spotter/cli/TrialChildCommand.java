package dev.spotter.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The child of a trial in a native executable, which has one way in. Not for people. */
@Command(name = TrialChildCommand.NAME, hidden = true, description = "The child process of a trial.")
final class TrialChildCommand implements Callable<Integer> {
    static final String NAME = "trial-child";

    @Parameters(paramLabel = "LIBRARY", description = "TensorFlow Lite's library.")
    private Path library;

    @Override
    public Integer call() throws Exception {
        TrialChildMain.main(library.toString());
        return 0;
    }
}
