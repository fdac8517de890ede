package dev.spotter.model.catalogue;

import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.NearestWord;
import dev.spotter.model.YamlMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The public models that can be installed, as a file lists them ({@code models-tflite/catalogue.yaml}, docs/catalogue.md).
 *
 * @param entries in the file's order
 */
public record Catalogue(List<CatalogueEntry> entries) {
    /** What the file is called, in the folder of the shipped models. */
    public static final String FILE = "catalogue.yaml";

    private static final int MOST_BYTES = 512 * 1024;
    private static final List<String> ADDED_BY_THE_INSTALLATION = List.of("name", "file", "files", "golden");

    public Catalogue {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a file, strictly.
     *
     * @throws ModelException {@code yaml-…}, with the place
     */
    public static Catalogue read(Path file) {
        List<CatalogueEntry> entries = new ArrayList<>();
        YamlMapping.read(file, MOST_BYTES)
                .namedMappings()
                .forEach((name, yaml) -> entries.add(yaml.located(() -> entry(name, yaml))));
        return new Catalogue(entries);
    }

    /**
     * The entry of a name.
     *
     * @throws ModelException {@code not-in-catalogue}, with the nearest name
     */
    public CatalogueEntry find(String name) {
        List<String> names = entries.stream().map(CatalogueEntry::name).toList();
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        "not-in-catalogue",
                        "the catalogue has no model '%s'%s; it has %s"
                                .formatted(name, NearestWord.hint(name, names), names)));
    }

    private static CatalogueEntry entry(String name, YamlMapping yaml) {
        YamlMapping description = yaml.mapping("package");
        ADDED_BY_THE_INSTALLATION.stream().filter(description::has).findFirst().ifPresent(key -> {
            throw description.refusal(key, "'%s' is written by the installation".formatted(key));
        });
        CatalogueEntry entry = new CatalogueEntry(
                name,
                description.text("version"),
                description.text("task"),
                description.text("description"),
                description.text("licence"),
                yaml.text("source"),
                yaml.mappings("files").stream().map(Catalogue::file).toList(),
                yaml.optionalText("labels-from"),
                ModelPackage.inputs(description),
                description.yaml());
        yaml.refuseUnknownKeys();
        return entry;
    }

    private static RemoteFile file(YamlMapping yaml) {
        RemoteFile file = yaml.located(() -> new RemoteFile(
                yaml.text("file"),
                address(yaml, yaml.text("url")),
                yaml.optionalText("member"),
                yaml.optionalText("sha256"),
                yaml.has("bytes")
                        ? OptionalLong.of(yaml.integer("bytes", 1, Integer.MAX_VALUE))
                        : OptionalLong.empty()));
        yaml.refuseUnknownKeys();
        return file;
    }

    private static URI address(YamlMapping yaml, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw yaml.refusal("url", "url is '%s', which is no address: %s".formatted(text, e.getReason()));
        }
    }
}
