package dev.spotter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How the device's updates stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells which set runs, and how the last update stands.")
final class StatusOtaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OtaOptions options;

    @Override
    public Integer call() throws InterruptedException {
        spec.commandLine()
                .getOut()
                .println(options.updates(spec.commandLine().getOut()).status());
        return 0;
    }
}
