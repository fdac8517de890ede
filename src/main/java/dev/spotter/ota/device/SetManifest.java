package dev.spotter.ota.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.PackageFiles;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.StrictJson;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a set is made of: folders of model packages and ensembles, and perhaps a fragment of a profile.
 *
 * @param set its name
 * @param description for people; may be empty
 * @param files every file by its path within the set's folder, such as {@code exercise-cnn/model.yaml}; the fragment is
 *     {@link #PROFILE}
 */
public record SetManifest(String set, String description, Map<String, SetFile> files) {
    /** Where the profile's fragment lies within the set's folder. */
    public static final String PROFILE = "profile.yaml";

    /** The models that came with the program: what runs where no set does. No set may be called so. */
    public static final String SHIPPED = "shipped";

    /** The name of a set. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /** Longest manifest, in bytes. */
    static final int MOST_BYTES = 1 << 20;

    private static final int FORMAT = 1;
    private static final int MOST_FILES = 10_000;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,126}");

    public SetManifest {
        requireName(set);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        if (files.keySet().stream().noneMatch(path -> path.contains("/"))) {
            throw invalid("the set %s has no folder of a model or an ensemble".formatted(set));
        }
        if (files.size() > MOST_FILES) {
            throw invalid("the set %s has %d files, at most %d are taken".formatted(set, files.size(), MOST_FILES));
        }
        Map<String, SetFile> all = files;
        files.forEach((path, file) -> {
            String[] names = path.split("/", -1);
            boolean folder = names.length == 1
                    ? path.equals(PROFILE)
                    : ModelPackage.NAME.matcher(names[0]).matches();
            if (!folder
                    || names.length > 8
                    || !Arrays.stream(names)
                            .allMatch(name -> PLAIN_NAME.matcher(name).matches())) {
                throw invalid("the path '%s' of the set %s is no plain path below the folder of a package"
                        .formatted(path, set));
            }
            for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
                if (all.containsKey(path.substring(0, at))) {
                    throw invalid(
                            "'%s' of the set %s would be a file and a folder".formatted(path.substring(0, at), set));
                }
            }
            if (!ModelPackage.SHA_256.matcher(file.sha256()).matches()) {
                throw invalid("the SHA-256 of %s in the set %s is '%s'".formatted(path, set, file.sha256()));
            }
            if (file.length() > PackageFiles.MOST_BYTES_A_FILE) {
                throw invalid("%s of the set %s has %d bytes, at most %d are taken"
                        .formatted(path, set, file.length(), PackageFiles.MOST_BYTES_A_FILE));
            }
        });
    }

    /** @throws UpdateException {@code invalid-manifest} */
    static void requireName(String set) {
        if (!NAME.matcher(set).matches() || set.equals(SHIPPED)) {
            throw invalid(
                    "'%s' is no name of a set; allowed are a-z, 0-9, '-' and '.', at most 64 of them, and not '%s'"
                            .formatted(set, SHIPPED));
        }
    }

    /**
     * Reads one.
     *
     * @throws UpdateException {@code invalid-manifest}, {@code unsupported-manifest}
     */
    public static SetManifest read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw invalid("it has %d bytes, at most %d are taken".formatted(bytes.length, MOST_BYTES));
        }
        try {
            return read(Fields.of("the manifest", StrictJson.read("the manifest", bytes)));
        } catch (UpdateException e) {
            throw e.code().equals("invalid-metadata") ? new UpdateException("invalid-manifest", e.getMessage(), e) : e;
        }
    }

    private static SetManifest read(Fields manifest) {
        if (manifest.number("format", 1) != FORMAT) {
            throw new UpdateException(
                    "unsupported-manifest",
                    "the manifest has the format %d, this version of Spotter knows %d; update Spotter"
                            .formatted(manifest.number("format", 1), FORMAT));
        }
        Map<String, SetFile> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> folder :
                manifest.object("folders").object().properties()) {
            Fields fields = Fields.of("the folder '%s'".formatted(folder.getKey()), folder.getValue());
            for (Map.Entry<String, JsonNode> file :
                    fields.object("files").object().properties()) {
                String path = folder.getKey() + "/" + file.getKey();
                if (files.put(path, file(file.getKey(), file.getValue())) != null) {
                    throw invalid("it names '%s' twice".formatted(path));
                }
            }
        }
        Optional<Fields> profile = manifest.optionalObject("profile");
        profile.ifPresent(fragment -> files.put(PROFILE, file(PROFILE, fragment.object())));
        return new SetManifest(
                manifest.text("set"), manifest.has("description") ? manifest.text("description") : "", files);
    }

    private static SetFile file(String path, JsonNode node) {
        Fields fields = Fields.of("the file '%s'".formatted(path), node);
        return new SetFile(fields.text("sha256"), fields.number("length", 0), fields.text("target"));
    }

    /** Bytes of all files, each content once. */
    long bytes() {
        Map<String, Long> contents = new TreeMap<>();
        files.values().forEach(file -> contents.put(file.sha256(), file.length()));
        return contents.values().stream().mapToLong(Long::longValue).sum();
    }

    private static UpdateException invalid(String sentence) {
        return new UpdateException("invalid-manifest", sentence);
    }
}
