package dev.spotter.evaluation.scenario;

import dev.spotter.capture.RecordingFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened at a site, and what has to be raised there.
 *
 * @param name its folder's name
 * @param folder where it lies
 * @param source the source of the profile that the recordings stand for; empty where each recording's name begins with its
 *     source, as {@code spotter record} calls it
 * @param material what is replayed
 * @param incidents what has to be raised
 * @param quiet where nothing has to be raised
 * @param labels whether what people called the recordings is right, and models are held to it
 */
public record Scenario(
        String name,
        Path folder,
        Optional<String> source,
        Material material,
        List<ExpectedIncident> incidents,
        List<QuietPart> quiet,
        boolean labels) {
    public Scenario {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(material, "material");
        incidents = List.copyOf(incidents);
        quiet = List.copyOf(quiet);
        if (incidents.isEmpty() && quiet.isEmpty() && !labels) {
            throw new IllegalArgumentException(
                    "a scenario needs incidents, quiet parts or labels: true, or models cannot fail in it");
        }
        if (labels && material instanceof Material.Film) {
            throw new IllegalArgumentException("a film has no labels");
        }
    }

    /** What is replayed. */
    public sealed interface Material {
        /** Recordings of a sensor, a folder of them. */
        record Samples(RecordingFormat format, Path path) implements Material {}

        /** A film of a camera. */
        record Film(Path path) implements Material {}
    }

    /**
     * An incident that has to be raised.
     *
     * @param rule of the profile
     * @param part when; somebody has to be alarmed within it
     */
    public record ExpectedIncident(String rule, Part part) {
        @Override
        public String toString() {
            return "'%s' within %s".formatted(rule, part);
        }
    }

    /**
     * A part in which no incident has to be raised.
     *
     * @param rule the rule that is to keep quiet; empty for all
     */
    public record QuietPart(Optional<String> rule, Part part) {
        /** Whether it is about a rule. */
        boolean isAbout(String other) {
            return rule.map(other::equals).orElse(true);
        }

        @Override
        public String toString() {
            return rule.map(name -> "no '%s' within ".formatted(name)).orElse("nothing within ") + part;
        }
    }

    /** What in it is about no recording that was replayed, so that nobody could ever meet it. */
    Optional<String> misfit(ScenarioResult.Outcome outcome) {
        if (outcome.recordings().isEmpty()) {
            return Optional.of("nothing of it could be replayed");
        }
        return Stream.concat(
                        incidents.stream().map(ExpectedIncident::part),
                        quiet.stream().map(QuietPart::part))
                .filter(part -> outcome.recordings().stream().noneMatch(part::in))
                .map(part -> "there is no %s; its recordings are %s"
                        .formatted(
                                part,
                                outcome.recordings().stream()
                                        .map(ScenarioResult.Replayed::toString)
                                        .toList()))
                .findFirst();
    }
}
