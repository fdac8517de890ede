package dev.spotter.cli;

import dev.spotter.model.Inference;
import dev.spotter.model.InferenceReport;
import dev.spotter.model.ModelPackage;
import dev.spotter.tflite.TfLite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One inference on one file. */
@Command(name = "infer", mixinStandardHelpOptions = true, description = "Runs a model once.")
final class InferCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A model's name, a package's folder, or a .tflite file.")
    private String model;

    @Parameters(
            index = "1",
            paramLabel = "INPUT",
            description =
                    "A BMP, PNG or JPEG picture, a WAV, a .csv, a file of the tensor's raw bytes, or the word zeros.")
    private String input;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Path path = Path.of(model);
        TfLite tfLite = options.data().tfLite();
        InferenceReport report;
        if (Files.isRegularFile(path)) {
            report = Inference.ofFile(tfLite, path, input);
        } else if (Files.isDirectory(path)) {
            report = Inference.of(tfLite, ModelPackage.read(path), input);
        } else {
            report = Inference.of(tfLite, options.store().find(model), input);
        }
        InferencePrinter printer = new InferencePrinter(spec.commandLine().getOut());
        if (json) {
            printer.json(report);
        } else {
            printer.text(report);
        }
        return 0;
    }
}
