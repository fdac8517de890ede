package dev.spotter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Back to the set that ran before. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Has this device run the set that ran before.")
final class RollbackOtaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OtaOptions options;

    @Override
    public Integer call() throws InterruptedException {
        options.updates(spec.commandLine().getOut()).rollback();
        return 0;
    }
}
