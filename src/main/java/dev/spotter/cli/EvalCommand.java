package dev.spotter.cli;

import dev.spotter.capture.ImuSource;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.evaluation.Evaluation;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationReport;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the shipped models and the shipped pipeline on recordings. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Measures the models and the pipeline, as shipped, on recordings of people.")
final class EvalCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TASK", description = "What is measured: imu-exercise, imu-reps.")
    private String task;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of recordings.")
    private Path data;

    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    private Path models;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The profile whose first pipeline with such a stage is measured, instead of the shipped one.")
    private Path profileFile;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON; - writes it to stdout instead of the table.")
    private String json;

    @Override
    public Integer call() throws InterruptedException {
        EvaluationTask wanted = wanted();
        requireFolder("--data", data);
        if (models != null) {
            requireFolder("--models", models);
        }
        Places places = Places.find();
        Profile profile =
                ProfileReader.read(profileFile == null ? places.profiles().resolve(wanted.profile()) : profileFile);
        ImuSource recordings =
                new ReplaySource("recordings", new ReplayConfiguration(RecordingFormat.in(data), data, Speed.MAX));
        TfLite tfLite = TfLite.load(profile.runtimeLibrary().orElse(null), places.data(null));
        ModelLibrary library = new StoreLibrary(
                new ModelStore(places.models(models)),
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                profile.accelerators());
        EvaluationReport report = new Evaluation(
                        wanted, List.of(new EvaluationPart(measured(wanted, profile), recordings)), library)
                .run();
        tell(report);
        return 0;
    }

    private EvaluationTask wanted() {
        try {
            return EvaluationTask.of(task);
        } catch (EvaluationException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
    }

    private void requireFolder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), "%s is '%s', which is no folder".formatted(option, folder));
        }
    }

    /** The stations of a profile have the same stages; the first of them that can be measured stands for all. */
    private static PipelineConfiguration measured(EvaluationTask task, Profile profile) {
        return profile.pipelines().stream()
                .filter(task::measures)
                .findFirst()
                .orElseThrow(() -> new EvaluationException(
                        "pipeline-not-measurable",
                        "no pipeline of the profile has a stage that %s could measure".formatted(task.word())));
    }

    private void tell(EvaluationReport report) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        report.notes().forEach(err::println);
        err.flush();
        if (STDOUT.equals(json)) {
            out.print(report.json());
        } else {
            out.print(report.table());
            if (json != null) {
                write(report);
            }
        }
        out.flush();
    }

    private void write(EvaluationReport report) {
        try {
            Files.writeString(Path.of(json), report.json());
        } catch (IOException e) {
            throw new EvaluationException("report-not-written", "%s cannot be written: %s".formatted(json, e), e);
        }
    }
}
