package dev.spotter.cli;

import dev.spotter.model.trial.TrialReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a model in a child process, as the agent does before it loads one. */
@Command(
        name = "trial",
        mixinStandardHelpOptions = true,
        description =
                "Tries a model in a child process with a limit on memory and time: a package with its golden examples, "
                        + "a bare file once on zeros.")
final class TrialModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Parameters(paramLabel = "DIR|FILE.tflite", description = "A package's folder or name, or a .tflite file.")
    private String subject;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Path path = Path.of(subject);
        if (!Files.exists(path) && !subject.contains("/") && !subject.endsWith(".tflite")) {
            path = options.store().find(subject).folder();
        }
        PrintWriter err = spec.commandLine().getErr();
        TrialReport report = options.data().trials(err).trial(path);
        if (json) {
            spec.commandLine().getOut().println(report.toJson());
        } else if (report.passed()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "passed: %s (inference %.2f ms, trial %.0f ms)%n",
                            report.sentence(), report.inferenceMillis(), report.wallMillis());
        }
        if (!report.passed()) {
            err.printf("refused: %s [%s]%n", report.sentence(), report.code());
        }
        return report.passed() ? 0 : 1;
    }
}
