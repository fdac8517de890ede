package dev.spotter.ota.repository;

import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.YamlMapping;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder that goes into a set.
 *
 * @param name of the package or the ensemble, and of the folder
 * @param version of it
 * @param files that belong to it, as paths within the folder; what else lies there is not published
 */
record PackageFolder(Path folder, String name, String version, Set<String> files) {
    private static final int LONGEST_DESCRIPTION = 256 * 1024;

    /** @throws dev.spotter.model.ModelException where a package is not right */
    static PackageFolder read(Path folder) {
        if (Files.isRegularFile(folder.resolve(ModelPackage.DESCRIPTION), LinkOption.NOFOLLOW_LINKS)) {
            ModelPackage model = ModelPackage.read(folder);
            model.files().verify();
            Set<String> files = new TreeSet<>(model.hashes().keySet());
            files.add(ModelPackage.DESCRIPTION);
            return new PackageFolder(folder, model.name(), model.version(), files);
        }
        Path description = folder.resolve(ModelStore.ENSEMBLE_DESCRIPTION);
        if (Files.isRegularFile(description, LinkOption.NOFOLLOW_LINKS)) {
            YamlMapping yaml = YamlMapping.read(description, LONGEST_DESCRIPTION);
            String name = yaml.text("name");
            if (!ModelPackage.NAME.matcher(name).matches()
                    || !folder.toAbsolutePath().normalize().endsWith(name)) {
                throw yaml.refusal("name", "name is '%s', which the folder %s is not called".formatted(name, folder));
            }
            return new PackageFolder(folder, name, yaml.text("version"), Set.of(ModelStore.ENSEMBLE_DESCRIPTION));
        }
        throw new UpdateException(
                "no-package",
                "%s is neither a model package nor an ensemble: it has no %s and no %s"
                        .formatted(folder, ModelPackage.DESCRIPTION, ModelStore.ENSEMBLE_DESCRIPTION));
    }

    /** The path of one of its files in the repository. */
    String target(String file) {
        return "packages/%s/%s/%s".formatted(name, version, file);
    }

    byte[] read(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UpdateException("disk-error", "%s cannot be read: %s".formatted(folder.resolve(file), e), e);
        }
    }
}
