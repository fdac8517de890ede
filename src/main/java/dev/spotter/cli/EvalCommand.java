package dev.spotter.cli;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.Site;
import dev.spotter.evaluation.Evaluation;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationParts;
import dev.spotter.evaluation.EvaluationReport;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.evaluation.Twins;
import dev.spotter.evaluation.Variants;
import dev.spotter.evaluation.fit.FitSpec;
import dev.spotter.evaluation.fit.LeaveOneOut;
import dev.spotter.model.ModelStore;
import dev.spotter.model.WindowClassifier;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Parameters(
            paramLabel = "TASK",
            description = "What is measured: imu-exercise, imu-reps, imu-fall, imu-form, pose-form.")
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
            names = "--site",
            paramLabel = "SITE",
            description = "Where the sensor was worn: waist or wrist. Default: what the recordings say.")
    private String site;

    @Option(
            names = "--leave-one-out",
            description =
                    "Fits the ensemble anew without each person in turn, on members that have not seen them either.")
    private boolean leaveOneOut;

    @Option(
            names = "--twin",
            description =
                    "Measures, in the place of what was trained on data without a licence, the twin trained on class A data alone.")
    private boolean twin;

    @Mixin
    private FitOptions fitOptions;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON; - writes it to stdout instead of the table.")
    private String json;

    @Override
    public Integer call() throws InterruptedException {
        EvaluationTask wanted = wanted();
        if (twin && leaveOneOut) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--twin measures a twin as it is shipped; it is not fitted without each person, so --leave-one-out cannot stand with it");
        }
        requireFolder("--data", data);
        if (models != null) {
            requireFolder("--models", models);
        }
        Places places = Places.find();
        Profile profile =
                ProfileReader.read(profileFile == null ? places.profiles().resolve(wanted.profile()) : profileFile);
        List<EvaluationPart> parts = EvaluationParts.of(wanted, profile.pipelines(), data, site());
        tell(leaveOneOut ? leaveOneOut(wanted, profile, parts, places) : asShipped(wanted, profile, parts, places));
        return 0;
    }

    private EvaluationReport asShipped(
            EvaluationTask wanted, Profile profile, List<EvaluationPart> parts, Places places)
            throws InterruptedException {
        TfLite tfLite = TfLite.load(profile.runtimeLibrary().orElse(null), places.data(null));
        ModelStore store = new ModelStore(places.models(models, places.data(null)));
        ModelLibrary library = new StoreLibrary(
                store,
                (model, accelerator) -> WindowClassifier.open(tfLite, model, accelerator),
                profile.accelerators());
        if (!twin) {
            return new Evaluation(wanted, parts, library).run();
        }
        Twins twins = Twins.of(parts, library, store);
        twins.notes().forEach(spec.commandLine().getErr()::println);
        return new Evaluation(wanted, twins.parts(), library).run();
    }

    /** Refits what is fitted of the measured ensemble, by the {@code fit.yaml} beside it, without each person in turn. */
    private EvaluationReport leaveOneOut(
            EvaluationTask wanted, Profile profile, List<EvaluationPart> parts, Places places)
            throws InterruptedException {
        Path shipped = models == null ? places.shippedModels() : models;
        List<FitSpec> specs = new ArrayList<>();
        for (EvaluationPart part : parts) {
            String ensemble = wanted.stage(part.pipeline())
                    .ensemble()
                    .orElseThrow(() -> new EvaluationException(
                            "task-not-fitted", "no ensemble is fitted for the task '%s'".formatted(wanted.word())));
            if (specs.stream().noneMatch(spec -> spec.name().equals(ensemble))) {
                specs.add(fitOptions.spec(shipped.resolve(ensemble).resolve(FitEnsembleCommand.FILE)));
                for (String shape : Variants.ENSEMBLES) {
                    Path variant = shipped.resolve(ensemble + "-" + shape).resolve(FitEnsembleCommand.FILE);
                    if (Files.isRegularFile(variant)) {
                        specs.add(fitOptions.spec(variant));
                    }
                }
            }
        }
        return new LeaveOneOut(
                        specs,
                        fitOptions.models(specs.getFirst(), shipped, profile, places),
                        FitOptions.progress(spec.commandLine().getErr()))
                .run(parts);
    }

    private Optional<Site> site() {
        try {
            return Optional.ofNullable(site).map(Site::of);
        } catch (CaptureException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
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
