package dev.spotter.cli;

import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import dev.spotter.tflite.TfLite;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What commands need that run a model: the data folder, where TensorFlow Lite is unpacked, and the trial. */
final class DataOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Path data;

    Path folder() {
        return Places.find().data(data);
    }

    TfLite tfLite() {
        return TfLite.load(null, folder());
    }

    /** How models are tried; what is wrong with that is told. */
    Trials trials(PrintWriter err) {
        Trials trials = new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, TrialChildCommand.NAME),
                tfLite().library(),
                TrialLimits.USUAL);
        trials.problems().forEach((code, sentence) -> err.printf("spotter: %s [%s]%n", sentence, code));
        return trials;
    }
}
