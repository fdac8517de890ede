package dev.spotter.cli;

import dev.spotter.profile.DeviceUpdates;
import dev.spotter.profile.Failures;
import dev.spotter.profile.PictureNotice;
import dev.spotter.profile.Profile;
import dev.spotter.profile.ProfileError;
import dev.spotter.profile.ProfileException;
import dev.spotter.profile.ProfileFragment;
import dev.spotter.profile.ProfileReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a device profile, and that the models that it names are there. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validates a device profile; tells every error with line and column.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The device profile.")
    private Path file;

    @Option(names = "--models", paramLabel = "DIR", description = "The folder of model packages.")
    private Path models;

    @Override
    public Integer call() {
        Profile profile = ProfileReader.read(file);
        Places places = Places.find();
        Path data = places.data(null);
        List<Path> folders =
                DeviceUpdates.off(data, places.models(models, data)).folders();
        Profile running = withModels(profile, folders);
        checkRoot(profile);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s is right: device %s/%s, %d sources, %d pipelines, %d rules, %d alarms%n",
                file,
                profile.device().site(),
                profile.device().id(),
                profile.sources().size(),
                profile.pipelines().size(),
                profile.rules().size(),
                profile.alarms().size());
        PictureNotice.of(running, folders).forEach(sentence -> out.printf("notice: %s%n", sentence));
        return 0;
    }

    /** A device runs without the root that it is to trust, but takes no update. */
    private static void checkRoot(Profile profile) {
        profile.updates()
                .map(updates -> updates.configuration().root())
                .filter(root -> !Files.isReadable(root))
                .ifPresent(root -> {
                    throw new ProfileException(List.of(new ProfileError(
                            "no-trusted-root",
                            "ota trusts the root %s, which is not there; copy 1.root.json of the repository to it"
                                    .formatted(root))));
                });
    }

    /**
     * The profile as the set that runs changes it. A model that is not there, or does not fit, is an error in what asks for
     * it.
     */
    private static Profile withModels(Profile profile, List<Path> folders) {
        try {
            Profile running = ProfileFragment.merged(profile, folders);
            running.checkModels(folders);
            return running;
        } catch (RuntimeException refused) {
            throw Failures.code(refused)
                    .<RuntimeException>map(
                            code -> new ProfileException(List.of(new ProfileError(code, refused.getMessage()))))
                    .orElse(refused);
        }
    }
}
