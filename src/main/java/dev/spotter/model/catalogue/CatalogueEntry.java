package dev.spotter.model.catalogue;

import dev.spotter.model.ModelInput;
import dev.spotter.model.ModelPackage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A public model that can be installed.
 *
 * @param name of the package that it becomes
 * @param version of the package; changes with whatever the entry says
 * @param task in the word of model.yaml
 * @param description in a sentence
 * @param licence of the weights
 * @param source where people read about it
 * @param files what is fetched; exactly one is the model (.tflite), and at most that one has no SHA-256
 * @param labelsFrom which of them holds the labels, one a line; it does not become part of the package
 * @param inputs what the model takes
 * @param packageYaml the rest of the package's model.yaml
 */
public record CatalogueEntry(
        String name,
        String version,
        String task,
        String description,
        String licence,
        String source,
        List<RemoteFile> files,
        Optional<String> labelsFrom,
        List<ModelInput> inputs,
        String packageYaml) {
    private static final String MODEL = ".tflite";

    public CatalogueEntry {
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        require(ModelPackage.NAME.matcher(name).matches(), "the name '%s' is none of a package", name);
        long models = files.stream().filter(CatalogueEntry::isModel).count();
        require(models == 1, "%s has %s files %s, there must be one", name, models, MODEL);
        for (RemoteFile file : files) {
            require(
                    file.sha256().isPresent() || isModel(file),
                    "%s has no sha256 for %s; only the model may lack one",
                    name,
                    file.file());
            require(
                    isModel(file) || file.file().equals(labelsFrom.orElse("")),
                    "nothing is said to be done with %s of %s",
                    file.file(),
                    name);
        }
        if (labelsFrom.isPresent()) {
            require(
                    files.stream().map(RemoteFile::file).toList().contains(labelsFrom.get()),
                    "labels-from is '%s', but no file of %s is called so",
                    labelsFrom.get(),
                    name);
        }
        require(inputs.size() == 1, "%s has %s inputs; models with one can be installed", name, inputs.size());
    }

    /** The model's file. */
    public RemoteFile model() {
        return files.stream().filter(CatalogueEntry::isModel).findFirst().orElseThrow();
    }

    /** Bytes that are fetched, where all are known. */
    public OptionalLong bytes() {
        return files.stream().allMatch(file -> file.bytes().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.bytes().getAsLong())
                        .sum())
                : OptionalLong.empty();
    }

    private static boolean isModel(RemoteFile file) {
        return file.file().endsWith(MODEL);
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(values));
        }
    }
}
