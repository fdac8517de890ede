package dev.spotter.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** The way in: plain picocli. Quarkus is started only by the commands that serve HTTP. */
@QuarkusMain
public final class SpotterMain {
    private SpotterMain() {}

    public static void main(String... args) {
        System.exit(execute(args));
    }

    private static int execute(String... args) {
        try {
            return new CommandLine(new SpotterCommand())
                    .setExecutionExceptionHandler(new FailureHandler())
                    .execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "spotter: the memory that Java may take (%d MiB) ran out; give it more (-Xmx512m) [out-of-memory]"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20));
            return FailureHandler.FAILED;
        }
    }
}
