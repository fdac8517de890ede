package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be fitted: {@code fit.yaml}, which stays beside the {@code ensemble.yaml} that it gives. docs/ensembles.md
 * describes the format.
 *
 * @param name of the ensemble, and of its folder
 * @param version of the ensemble that is written
 * @param description in a sentence, empty where there is none
 * @param task whose recordings teach it, such as {@code imu-exercise}
 * @param inPlaceOf the ensemble of the measured pipeline in whose place the members are heard; empty for the only one
 * @param way how the members are combined
 * @param members the members, or for boosting the pool to choose from; in a cascade the cheap one first
 * @param smoothing the verdict is the mean over the last so long
 * @param seed of what is drawn
 * @param calibrateMembers whether each member gets a calibration of its own
 * @param operatingPoint what an alarm has to keep, if the ensemble raises one
 * @param unseen people that no member was trained on, beside those of the folds; {@code *} for all
 * @param leaveOut names of recordings that nothing is learnt from, as their labels do not fit what they show
 * @param notes sentences for the card that no figure of the fit tells
 */
public record FitSpec(
        String name,
        String version,
        String description,
        String task,
        Optional<String> inPlaceOf,
        Way way,
        List<String> members,
        Duration smoothing,
        long seed,
        boolean calibrateMembers,
        Optional<Aim> operatingPoint,
        List<String> unseen,
        List<String> leaveOut,
        List<String> notes) {
    /** Stands for everybody in {@code unseen}. */
    public static final String EVERYBODY = "*";

    /** How members are combined, and what is chosen while fitting. */
    public sealed interface Way {
        /** The word in {@code combine}. */
        String word();

        /** The mean of the members' probabilities. */
        record Mean() implements Way {
            @Override
            public String word() {
                return "mean";
            }
        }

        /** The share of the members that vote for a label. */
        record Vote() implements Way {
            @Override
            public String word() {
                return "vote";
            }
        }

        /**
         * SAMME over the pool.
         *
         * @param mostMembers at most so many are chosen, at least 2
         */
        record Boosting(int mostMembers) implements Way {
            @Override
            public String word() {
                return "boosting";
            }
        }

        /**
         * A logistic regression over the members' log probabilities.
         *
         * @param strengths of the pull towards the members' geometric mean, one of which is chosen
         */
        record Stacking(List<Double> strengths) implements Way {
            public Stacking {
                strengths = List.copyOf(strengths);
                if (strengths.isEmpty() || strengths.stream().anyMatch(one -> !(one > 0 && one <= 1e6))) {
                    throw new IllegalArgumentException(
                            "strengths is %s, allowed are numbers over 0 to 1000000".formatted(strengths));
                }
            }

            @Override
            public String word() {
                return "stacking";
            }
        }

        /**
         * The first member alone where it is sure.
         *
         * @param mostLoss the accuracy that may be lost against asking all, 0 to 0.1
         */
        record Cascade(double mostLoss) implements Way {
            public Cascade {
                if (!(mostLoss >= 0 && mostLoss <= 0.1)) {
                    throw new IllegalArgumentException("most-loss is %s, allowed is 0 to 0.1".formatted(mostLoss));
                }
            }

            @Override
            public String word() {
                return "cascade";
            }
        }
    }

    /**
     * Where an alarm begins: at a probability that is said, or where the mean of sensitivity and specificity over
     * recordings is best among the thresholds that are sensitive enough.
     *
     * @param label whose probability raises the alarm
     * @param leastSensitivity over the recordings in which it is true at some instant, 0 to 1
     * @param above the probability, 0 to 1, where it is said
     */
    public record Aim(String label, double leastSensitivity, OptionalDouble above) {
        public Aim {
            Objects.requireNonNull(label, "label");
            if (!(leastSensitivity >= 0 && leastSensitivity <= 1)) {
                throw new IllegalArgumentException(
                        "least-sensitivity is %s, allowed is 0 to 1".formatted(leastSensitivity));
            }
            if (above.isPresent() && !(above.getAsDouble() >= 0 && above.getAsDouble() < 1)) {
                throw new IllegalArgumentException(
                        "above is %s, allowed is 0 to less than 1".formatted(above.getAsDouble()));
            }
        }

        /** The best threshold that is sensitive enough. */
        Aim(String label, double leastSensitivity) {
            this(label, leastSensitivity, OptionalDouble.empty());
        }

        /** At a calibrated probability as it is. */
        static Aim above(String label, double probability) {
            return new Aim(label, 0, OptionalDouble.of(probability));
        }
    }

    public FitSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(inPlaceOf, "inPlaceOf");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(smoothing, "smoothing");
        Objects.requireNonNull(operatingPoint, "operatingPoint");
        members = List.copyOf(members);
        unseen = List.copyOf(unseen);
        leaveOut = List.copyOf(leaveOut);
        notes = List.copyOf(notes);
        if (members.size() < 2
                || members.size() > EnsemblePackage.MOST_MEMBERS
                || members.stream().distinct().count() != members.size()) {
            throw new IllegalArgumentException("members is %s, allowed are 2 to %d models, none twice"
                    .formatted(members, EnsemblePackage.MOST_MEMBERS));
        }
        if (smoothing.isNegative() || smoothing.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException(
                    "smoothing is %s s, allowed is 0 to 30".formatted(smoothing.toMillis() / 1000.0));
        }
    }

    /**
     * Reads a file.
     *
     * @throws ModelException with a {@code yaml-…} code and the place in the file
     */
    public static FitSpec read(Path file) {
        return FitSpecReader.read(file);
    }

    /** The same, with nobody in the data known to the members. */
    public FitSpec unseenByAll() {
        return with(members, seed, List.of(EVERYBODY));
    }

    /** The same, of other members. */
    FitSpec withMembers(List<String> others) {
        return with(others, seed, unseen);
    }

    /** The same, with another seed. */
    public FitSpec withSeed(long other) {
        return with(members, other, unseen);
    }

    private FitSpec with(List<String> otherMembers, long otherSeed, List<String> otherUnseen) {
        return new FitSpec(
                name,
                version,
                description,
                task,
                inPlaceOf,
                way,
                otherMembers,
                smoothing,
                otherSeed,
                calibrateMembers,
                operatingPoint,
                otherUnseen,
                leaveOut,
                notes);
    }
}
