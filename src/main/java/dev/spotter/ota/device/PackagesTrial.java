package dev.spotter.ota.device;

import dev.spotter.model.ModelPackage;
import dev.spotter.model.trial.TrialReport;
import dev.spotter.model.trial.Trials;
import dev.spotter.ota.UpdateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tries every model of a set in a child process with limits: each must reproduce its golden examples, as fast as it promises. */
public final class PackagesTrial implements SetTrial {
    private final Trials trials;

    public PackagesTrial(Trials trials) {
        this.trials = trials;
    }

    @Override
    public void tryOut(String set, Path folder, Optional<Path> running) throws InterruptedException {
        try (Trials.Series series = trials.series()) {
            for (Path child : DurableDisk.list(folder)) {
                if (Files.isRegularFile(child.resolve(ModelPackage.DESCRIPTION))) {
                    TrialReport report = series.trial(child);
                    if (!report.passed()) {
                        throw new UpdateException(
                                report.code(),
                                "%s of the set %s failed its trial: %s"
                                        .formatted(child.getFileName(), set, report.sentence()));
                    }
                }
            }
        }
    }
}
