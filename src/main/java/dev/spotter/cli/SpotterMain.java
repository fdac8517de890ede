package dev.spotter.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** The way in: plain picocli. Quarkus is started only by the commands that serve HTTP. */
@QuarkusMain
public final class SpotterMain {
    private SpotterMain() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new SpotterCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .execute(args));
    }
}
