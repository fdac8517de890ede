package dev.spotter.cli;

import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationParts;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.evaluation.fit.EnsembleFit;
import dev.spotter.evaluation.fit.FitSpec;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits an ensemble on recordings of people. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description =
                "Fits an ensemble of trained models on recordings of people, and says what it is worth on others.")
final class FitEnsembleCommand implements Callable<Integer> {
    /** The file that says how an ensemble was fitted, beside its description. */
    static final String FILE = "fit.yaml";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", description = "What is to be fitted: fit.yaml, or the folder that it is in.")
    private Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of recordings.")
    private Path data;

    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    private Path models;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the ensemble. Default: the one that SPEC is in.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than the spec's.")
    private Long seed;

    @Mixin
    private FitOptions options;

    @Override
    public Integer call() throws InterruptedException {
        Path described = Files.isDirectory(file) ? file.resolve(FILE) : file;
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "--data is '%s', which is no folder".formatted(data));
        }
        FitSpec wanted = options.spec(described);
        if (seed != null) {
            wanted = wanted.withSeed(seed);
        }
        Path folder = (out == null ? described.toAbsolutePath().getParent() : out)
                .toAbsolutePath()
                .normalize();
        if (!folder.getFileName().toString().equals(wanted.name())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the ensemble is called '%s', but its folder '%s'".formatted(wanted.name(), folder.getFileName()));
        }
        EvaluationTask task = task(wanted);
        Places places = Places.find();
        Profile profile = ProfileReader.read(places.profiles().resolve(task.profile()));
        PrintWriter err = spec.commandLine().getErr();
        EnsembleFit.Result result = new EnsembleFit(
                        wanted,
                        options.models(wanted, models == null ? places.shippedModels() : models, profile, places),
                        FitOptions.progress(err))
                .run(EvaluationParts.of(task, profile.pipelines(), data, Optional.empty()), folder);
        result.notes().forEach(err::println);
        err.flush();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: accuracy %.4f on people that it was not fitted on, its best member %s %.4f; written to %s%n",
                        wanted.name(),
                        result.accuracy(),
                        result.ensemble().bestMember().orElse("none"),
                        result.bestMemberAccuracy(),
                        folder);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private EvaluationTask task(FitSpec wanted) {
        try {
            return EvaluationTask.of(wanted.task());
        } catch (EvaluationException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
    }
}
