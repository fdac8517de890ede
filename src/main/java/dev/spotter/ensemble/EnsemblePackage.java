package dev.spotter.ensemble;

import dev.spotter.model.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An ensemble as it is shipped: a folder with {@code ensemble.yaml}, which names models of the store and says how their
 * results become one. docs/model-packages.md describes the format.
 *
 * @param folder where it lies
 * @param name the folder's name, {@code [a-z0-9][a-z0-9-]*}
 * @param version semantic version
 * @param description in a sentence, empty where there is none
 * @param labels what the probabilities are of, at least 2; each member has the same ones, in any order
 * @param combination how the members' results become one
 * @param members 1 to {@value #MOST_MEMBERS} models (2 at least where it is shipped), none twice; in boosting and a cascade in the order in which they run
 * @param smoothing the verdict is the mean over the verdicts of the last so long, at most {@link #LONGEST_SMOOTHING};
 *     zero for none
 * @param calibration of the verdict, after smoothing
 * @param degraded calibrations of the verdict where members are missing
 * @param bestMember the member that is best alone, on people that it has not seen
 * @param operatingPoint where an alarm begins, fixed on the people that the members were trained on
 */
public record EnsemblePackage(
        Path folder,
        String name,
        String version,
        String description,
        List<String> labels,
        Combination combination,
        List<MemberName> members,
        Duration smoothing,
        Calibration calibration,
        List<Degraded> degraded,
        Optional<String> bestMember,
        Optional<OperatingPoint> operatingPoint) {
    /**
     * A member as the description names it.
     *
     * @param model the model's name in the store
     * @param version the version that the ensemble was measured with, empty where any will do
     * @param calibration of what it says, on top of the model's own
     */
    public record MemberName(String model, Optional<String> version, Calibration calibration) {
        public MemberName {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(calibration, "calibration");
        }

        /** A member that needs no calibration of its own. */
        public MemberName(String model, Optional<String> version) {
            this(model, version, Calibration.NONE);
        }
    }

    /**
     * The calibration of a verdict that some members are missing from. Where several fit, the one that names most of
     * the missing members counts.
     *
     * @param without the missing members, at least one
     * @param calibration of the verdict, after smoothing
     */
    public record Degraded(List<String> without, Calibration calibration) {
        public Degraded {
            without = List.copyOf(without);
            Objects.requireNonNull(calibration, "calibration");
            require(!without.isEmpty(), "a degraded calibration names at least one member that is missing");
        }
    }

    /**
     * Where an alarm begins.
     *
     * @param label of what
     * @param above its probability is above this, 0 to 1
     */
    public record OperatingPoint(String label, double above) {
        public OperatingPoint {
            Objects.requireNonNull(label, "label");
            require(
                    above >= 0 && above < 1,
                    "an operating point is above %s, allowed is 0 to under 1".formatted(above));
        }
    }

    /** Verdicts older than this are of no use on a floor. */
    public static final Duration LONGEST_SMOOTHING = Duration.ofSeconds(30);

    /** So that every set of missing members has its calibration at hand. */
    public static final int MOST_MEMBERS = 12;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    public EnsemblePackage {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(combination, "combination");
        Objects.requireNonNull(calibration, "calibration");
        labels = List.copyOf(labels);
        members = List.copyOf(members);
        degraded = List.copyOf(degraded);
        require(NAME.matcher(name).matches(), "name is '%s', allowed are a-z, 0-9 and -".formatted(name));
        require(
                labels.size() >= 2,
                "labels has %d entries, an ensemble tells at least 2 apart".formatted(labels.size()));
        require(
                labels.stream().distinct().count() == labels.size(),
                "labels names one twice: " + String.join(", ", labels));
        require(
                !members.isEmpty() && members.size() <= MOST_MEMBERS,
                "members has %d entries, an ensemble has 1 to %d".formatted(members.size(), MOST_MEMBERS));
        List<String> names = members.stream().map(MemberName::model).toList();
        require(names.stream().distinct().count() == members.size(), "members names a model twice");
        require(
                !smoothing.isNegative() && smoothing.compareTo(LONGEST_SMOOTHING) <= 0,
                "smoothing is %s seconds, allowed is 0 to %d"
                        .formatted(smoothing.toNanos() / 1e9, LONGEST_SMOOTHING.toSeconds()));
        requireSizes(combination, members.size(), labels.size());
        requirePlattOfTwo(calibration, labels);
        for (MemberName member : members) {
            requirePlattOfTwo(member.calibration(), labels);
        }
        for (Degraded one : degraded) {
            one.without().forEach(member -> requireMember("degraded", member, names));
            requirePlattOfTwo(one.calibration(), labels);
        }
        bestMember.ifPresent(member -> requireMember("best-member", member, names));
        if (operatingPoint.isPresent() && !labels.contains(operatingPoint.get().label())) {
            throw new IllegalArgumentException("operating-point is of '%s', which is none of the labels %s"
                    .formatted(operatingPoint.get().label(), String.join(", ", labels)));
        }
    }

    /**
     * Reads the description in a folder.
     *
     * @throws ModelException with a {@code yaml-…} code and the place in the file
     */
    public static EnsemblePackage read(Path folder) {
        return EnsemblePackageReader.read(folder);
    }

    /** The names of the members, in their order. */
    public List<String> memberNames() {
        return members.stream().map(MemberName::model).toList();
    }

    private static void requireSizes(Combination combination, int members, int labels) {
        switch (combination) {
            case Combination.Boosting boosting ->
                require(
                        boosting.alphas().size() == members,
                        "boosting has %d alphas for %d members"
                                .formatted(boosting.alphas().size(), members));
            case Combination.Stacking stacking -> {
                require(
                        stacking.weights().size() == members * labels
                                && stacking.weights().stream().allMatch(row -> row.size() == labels),
                        "stacking's weights have to be %d rows (members x labels) of %d, but are %s"
                                .formatted(
                                        members * labels,
                                        labels,
                                        stacking.weights().size() + " rows of "
                                                + stacking.weights().stream()
                                                        .map(List::size)
                                                        .distinct()
                                                        .toList()));
                require(
                        stacking.bias().size() == labels,
                        "stacking's bias has %d entries for %d labels"
                                .formatted(stacking.bias().size(), labels));
            }
            case Combination.Mean _, Combination.Vote _, Combination.StackingModel _, Combination.Cascade _ -> {}
        }
    }

    private static void requirePlattOfTwo(Calibration calibration, List<String> labels) {
        require(
                !(calibration instanceof Calibration.Platt) || labels.size() == 2,
                "a calibration by slope and offset is for two labels, here are %d; use a temperature"
                        .formatted(labels.size()));
    }

    private static void requireMember(String key, String member, List<String> names) {
        require(
                names.contains(member),
                "%s names '%s', which is none of the members %s".formatted(key, member, String.join(", ", names)));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
