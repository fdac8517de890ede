package dev.spotter.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a device. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the agent on a device profile until Ctrl-C, or until all its sources have ended.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        return start(options);
    }

    /** Starts Quarkus, and the agent in it; returns when both have ended. */
    static int start(RunOptions options) {
        options.configureHttp();
        AtomicInteger exit = new AtomicInteger();
        Quarkus.run(
                RunApplication.class,
                (code, failure) -> exit.set(failure == null ? code : FailureHandler.FAILED),
                options.arguments());
        return exit.get();
    }
}
