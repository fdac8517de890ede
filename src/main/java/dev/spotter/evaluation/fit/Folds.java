package dev.spotter.evaluation.fit;

import dev.spotter.evaluation.EvaluationException;
import dev.spotter.model.YamlMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the members lie that have not seen a person: {@code folds.yaml}, which {@code training/make.sh --folds} writes,
 * and people that no member has seen at all.
 *
 * @param file the file, which may not be there
 * @param folders for each person of the folds the folder of packages that were trained without them
 * @param unseen people that the shipped members have not seen; {@link FitSpec#EVERYBODY} for all
 */
public record Folds(Path file, Map<String, Path> folders, List<String> unseen) {
    /** The file that lists the folds. */
    public static final String FILE = "folds.yaml";

    private static final int MOST_BYTES = 64 * 1024;

    public Folds {
        folders = Map.copyOf(folders);
        unseen = List.copyOf(unseen);
    }

    /**
     * Reads the folds of a folder, where there are any.
     *
     * @param folder of {@code folds.yaml}
     * @param unseen people that no member was trained on
     * @throws dev.spotter.model.ModelException with a {@code yaml-…} code and the place in the file
     * @throws EvaluationException {@code fold-missing} if a folder that it names is not there
     */
    public static Folds in(Path folder, List<String> unseen) {
        Path file = folder.resolve(FILE);
        Map<String, Path> folders = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            YamlMapping yaml = YamlMapping.read(file, MOST_BYTES);
            for (YamlMapping fold : yaml.mappings("folds")) {
                String name = fold.text("folder");
                Path packages = folder.resolve(name);
                if (!Files.isDirectory(packages)) {
                    throw new EvaluationException(
                            "fold-missing",
                            "%s names the folder '%s', which is not there; make the folds again (training/make.sh --folds)"
                                    .formatted(file, name));
                }
                for (String subject : fold.texts("without")) {
                    if (folders.putIfAbsent(subject, packages) != null) {
                        throw fold.refusal("without", "'%s' is left out by two folds".formatted(subject));
                    }
                }
                fold.refuseUnknownKeys();
            }
            yaml.refuseUnknownKeys();
        }
        return new Folds(file, folders, unseen);
    }

    /**
     * Where the members lie that have not seen this person.
     *
     * @param shipped where the shipped members are
     * @throws EvaluationException {@code no-fold-for-subject}, {@code subject-was-seen}
     */
    public Path membersFor(String subject, Path shipped) {
        Path fold = folders.get(subject);
        boolean saidUnseen = unseen.contains(subject);
        if (fold != null && saidUnseen) {
            throw new EvaluationException(
                    "subject-was-seen",
                    "'%s' is said to be unseen, but %s leaves out somebody of that name, so the members know them; name them otherwise or take them off 'unseen'"
                            .formatted(subject, file));
        }
        if (fold != null) {
            return fold;
        }
        if (saidUnseen || unseen.contains(FitSpec.EVERYBODY)) {
            return shipped;
        }
        throw new EvaluationException(
                "no-fold-for-subject",
                "no members were trained without '%s'%s; make them (training/make.sh --folds), or say that no member was trained on them (unseen in the spec, or --unseen)"
                        .formatted(
                                subject,
                                folders.isEmpty()
                                        ? " (there is no " + file + ")"
                                        : " (" + file + " leaves out " + String.join(", ", sorted()) + ")"));
    }

    private List<String> sorted() {
        return folders.keySet().stream().sorted().toList();
    }
}
