package dev.spotter.evaluation.scenario;

import dev.spotter.evaluation.EvaluationException;
import dev.spotter.profile.Failures;
import dev.spotter.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scenarios of a site, a folder each; what is hidden is none. One that is broken stops nothing: it does not count. */
public final class ScenarioFolder {
    /** Its name in the data folder. */
    public static final String NAME = "scenarios";

    private final Path folder;

    /** @param data the data folder; it need not have any */
    public ScenarioFolder(Path data) {
        folder = data.resolve(NAME);
    }

    /** Where they are. */
    public Path path() {
        return folder;
    }

    /**
     * What there is.
     *
     * @param scenarios those that can be replayed, in the order of their names
     * @param broken why others cannot, by their names
     */
    public record Contents(List<Scenario> scenarios, Map<String, ScenarioResult.Failed> broken) {
        public Contents {
            scenarios = List.copyOf(scenarios);
        }
    }

    /** Reads them all. */
    public Contents read(Profile profile) {
        ScenarioReader reader = ScenarioReader.toJudge(profile);
        List<Scenario> scenarios = new ArrayList<>();
        Map<String, ScenarioResult.Failed> broken = new LinkedHashMap<>();
        List<Path> folders;
        try {
            folders = folders();
        } catch (IOException e) {
            folders = List.of();
            broken.put(
                    NAME,
                    new ScenarioResult.Failed("scenarios-unreadable", "%s cannot be read: %s".formatted(folder, e)));
        }
        for (Path one : folders) {
            try {
                scenarios.add(reader.read(one));
            } catch (RuntimeException refused) {
                broken.put(one.getFileName().toString(), failed(refused));
            }
        }
        return new Contents(scenarios, broken);
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> Files.isDirectory(one)
                            && !one.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Whatever went wrong, as a code and a sentence. */
    static ScenarioResult.Failed failed(RuntimeException failure) {
        String code = failure instanceof EvaluationException evaluation
                ? evaluation.code()
                : Failures.code(failure).orElse("scenario-failed");
        String sentence = failure.getMessage();
        return new ScenarioResult.Failed(
                code, sentence == null || code.equals("scenario-failed") ? failure.toString() : sentence);
    }
}
