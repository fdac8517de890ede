package dev.spotter.model;

import dev.spotter.model.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders in which every subfolder may be a model package ({@code model.yaml}) or an ensemble ({@code ensemble.yaml},
 * which the ensemble room reads). Where two folders hold the same name, the earlier folder's counts. Nothing is kept: each
 * call looks again.
 */
public final class ModelStore {
    /** The file that makes a folder an ensemble. */
    public static final String ENSEMBLE_DESCRIPTION = "ensemble.yaml";

    private final List<Path> folders;

    /**
     * @param folders where to look, the first first; each must exist
     * @throws ModelException {@code no-store}
     */
    public ModelStore(List<Path> folders) {
        this.folders = List.copyOf(folders);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new ModelException("no-store", folder + " is no folder of models");
            }
        }
        if (folders.isEmpty()) {
            throw new ModelException("no-store", "no folder of models is given");
        }
    }

    /**
     * All packages, by name.
     *
     * @throws ModelException of the first package that is refused
     */
    public List<ModelPackage> list() {
        return packageFolders().stream().map(ModelPackage::read).toList();
    }

    /**
     * The package of a name.
     *
     * @throws ModelException {@code unknown-model}, or why the package is refused
     */
    public ModelPackage find(String name) {
        Map<String, Path> found = foldersWith(ModelPackage.DESCRIPTION);
        Path folder = found.get(name);
        if (folder == null) {
            String way = inCatalogue(name)
                    ? ", but it can be installed: spotter models install " + name
                    : NearestWord.hint(name, found.keySet());
            throw new ModelException(
                    "unknown-model",
                    "there is no model '%s'%s (looked in %s; there are %s)"
                            .formatted(name, way, folders, found.keySet()));
        }
        return ModelPackage.read(folder);
    }

    /** The folders of all packages by name, not yet read. */
    public Collection<Path> packageFolders() {
        return foldersWith(ModelPackage.DESCRIPTION).values();
    }

    /** The folders of all ensembles by name, not yet read. */
    public Map<String, Path> ensembleFolders() {
        return foldersWith(ENSEMBLE_DESCRIPTION);
    }

    /** The folder of an ensemble, where there is one of that name. */
    public Optional<Path> ensembleFolder(String name) {
        return Optional.ofNullable(ensembleFolders().get(name));
    }

    private boolean inCatalogue(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(Catalogue.FILE))
                .filter(Files::isRegularFile)
                .anyMatch(file -> Catalogue.read(file).entries().stream()
                        .anyMatch(entry -> entry.name().equals(name)));
    }

    private Map<String, Path> foldersWith(String description) {
        Map<String, Path> found = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> children = Files.list(folder)) {
                children.filter(child -> Files.exists(child.resolve(description)))
                        .forEach(child -> found.putIfAbsent(child.getFileName().toString(), child));
            } catch (IOException e) {
                throw new ModelException("no-store", folder + " cannot be listed: " + e, e);
            }
        }
        return found;
    }
}
