package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.PackageFiles;
import dev.spotter.model.trial.TrialReport;
import dev.spotter.model.trial.Trials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a model of the catalogue into the device's own models: fetched or found, its SHA-256 checked, unpacked, tried in a
 * child process, and only then put in its place, all at once.
 */
public final class Installation {
    private final Path models;
    private final Trials trials;
    private final InstallProgress progress;

    /**
     * @param models the folder of the device's own models; made where it is missing
     * @param trials how a model is tried
     */
    public Installation(Path models, Trials trials, InstallProgress progress) {
        this.models = models;
        this.trials = trials;
        this.progress = progress;
    }

    /**
     * Installs a model, or does nothing where the very same is installed already. Another version replaces the one that is
     * there once it has passed its trial.
     *
     * @param sha256 of the model's file (or of the archive that it comes in), by a person who knows it
     * @param from a folder to look in instead of the entry's addresses
     * @return false where it was there already
     * @throws ModelException why it is not installed; {@code hash-unknown}, {@code hash-mismatch}, {@code not-in-folder},
     *     {@code not-in-archive}, {@code archive-broken}, {@code labels-broken}, {@code install-running}, {@code name-taken},
     *     {@code install-not-written}, {@code disk-full}, or the code of its trial
     * @throws dev.spotter.model.transfer.TransferException why a file could not be fetched
     */
    public boolean install(CatalogueEntry entry, Optional<String> sha256, Optional<Path> from)
            throws InterruptedException {
        Optional<String> expected = expected(entry, sha256);
        try (InstalledModels installed = InstalledModels.open(models)) {
            if (installed
                    .find(entry.name())
                    .filter(found -> same(found, entry, expected))
                    .isPresent()) {
                return false;
            }
            EntryFiles files = new EntryFiles(from, installed.downloads(), progress);
            byte[] model = model(entry.model(), files.get(entry.model(), expected));
            List<String> labels = labels(entry, files);
            Path staged = installed.stage(entry.name());
            boolean activated = false;
            try {
                TrialReport report = new PackageMaker(entry, staged).make(model, labels, trials);
                requirePassed(entry, report);
                installed.activate(staged);
                activated = true;
            } finally {
                if (!activated) {
                    installed.discard(staged);
                }
            }
            files.forget(entry);
            return true;
        }
    }

    private static void requirePassed(CatalogueEntry entry, TrialReport report) {
        if (!report.passed()) {
            throw new ModelException(
                    report.code(),
                    "%s is not installed, because it failed its trial: %s".formatted(entry.name(), report.sentence()));
        }
    }

    /** Whether the package of that name is there, right, and the one that an entry would become. */
    public static boolean isInstalled(ModelPackage found, CatalogueEntry entry) {
        return same(found, entry, entry.model().sha256());
    }

    private static Optional<String> expected(CatalogueEntry entry, Optional<String> given) {
        Optional<String> known = entry.model().sha256();
        if (known.isPresent() && given.isPresent() && !known.equals(given)) {
            throw new ModelException(
                    "hash-mismatch",
                    "--sha256 is %s, but the catalogue says %s of %s"
                            .formatted(given.get(), known.get(), entry.model().file()));
        }
        return known.or(() -> given);
    }

    /** The hash of an archive says nothing of what came out of it; there the version must do. */
    private static boolean same(ModelPackage found, CatalogueEntry entry, Optional<String> expected) {
        return found.version().equals(entry.version())
                && (expected.isEmpty()
                        || entry.model().member().isPresent()
                        || expected.get().equals(found.hashes().get(found.file())));
    }

    private static byte[] model(RemoteFile remote, Path fetched) {
        return remote.member().isPresent()
                ? ZipMember.read(fetched, remote.member().get(), PackageFiles.MOST_BYTES_A_FILE)
                : PackageFiles.bytes(fetched);
    }

    private static List<String> labels(CatalogueEntry entry, EntryFiles files) {
        return entry.files().stream()
                .filter(file -> file.file().equals(entry.labelsFrom().orElse("")))
                .findFirst()
                .map(file -> PackageMaker.labels(files.get(file, file.sha256())))
                .orElse(List.of());
    }
}
