package dev.spotter.safety;

import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Observation;
import dev.spotter.observation.Poses;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule watches for: the part behind {@code when:} of a profile's rule. */
public sealed interface Condition {
    /** What an observation says about the condition. */
    enum Verdict {
        /** It holds. */
        TRUE,
        /** It does not hold. */
        FALSE,
        /** The observation is about something else. */
        SILENT
    }

    /** Says what an observation means for this condition. */
    Verdict judge(Observation observation);

    /**
     * Since when the condition holds, by an observation that says it does.
     *
     * @return monotonic nanoseconds
     */
    default long sinceNanos(Observation observation) {
        return observation.timeNanos();
    }

    /** The score that speaks for the condition, where it has one. */
    default OptionalDouble score(Observation observation) {
        return OptionalDouble.empty();
    }

    /** What is the matter, for a person. */
    String describe(Observation observation);

    /**
     * A label of what a stage finds has a greater (or smaller) score than a threshold: of a classification, or a repetition's
     * form, its probability; of detections that of the surest one, of poses that of the surest {@value #PERSON}, 0 where
     * there is none; of an anomaly the score of {@value #ANOMALY}, which alone may be over 1.
     */
    record LabelScore(String stage, String label, boolean above, double threshold) implements Condition {
        public LabelScore {
            if (!(threshold >= 0
                    && (threshold <= 1 || label.equals(ANOMALY) && threshold < Double.POSITIVE_INFINITY))) {
                throw new SafetyException(
                        "threshold-out-of-range",
                        "a threshold is a probability from 0 to 1, or for STAGE.%s any score from 0, not %s"
                                .formatted(ANOMALY, threshold));
            }
        }

        @Override
        public Verdict judge(Observation observation) {
            float score = observation.stage().equals(stage) ? scoreOf(observation.finding()) : Float.NaN;
            if (Float.isNaN(score)) {
                return Verdict.SILENT;
            }
            return (above ? score > threshold : score < threshold) ? Verdict.TRUE : Verdict.FALSE;
        }

        @Override
        public OptionalDouble score(Observation observation) {
            float score = scoreOf(observation.finding());
            return Float.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score);
        }

        /** NaN where the finding says nothing of the label. */
        private float scoreOf(Finding finding) {
            return switch (finding) {
                case Classification found -> found.probability(label);
                case RepetitionForm repetition ->
                    repetition.form().map(form -> form.probability(label)).orElse(Float.NaN);
                case Detections found -> found.score(label);
                case Poses found
                when label.equals(PERSON) ->
                    found.poses().isEmpty() ? 0 : found.poses().getFirst().score();
                case AnomalyScore found when label.equals(ANOMALY) -> found.score();
                default -> Float.NaN;
            };
        }

        @Override
        public String describe(Observation observation) {
            return "%s: %s at %.2f".formatted(stage, label, score(observation).orElse(Double.NaN));
        }
    }

    /** A lift is stuck and the bar has not been racked. */
    record LiftStalled() implements Condition {
        @Override
        public Verdict judge(Observation observation) {
            if (!(observation.finding() instanceof LiftState state)) {
                return Verdict.SILENT;
            }
            return state.phase() == LiftState.Phase.STALLED ? Verdict.TRUE : Verdict.FALSE;
        }

        @Override
        public long sinceNanos(Observation observation) {
            return observation.finding() instanceof LiftState state ? state.sinceNanos() : observation.timeNanos();
        }

        @Override
        public String describe(Observation observation) {
            Finding finding = observation.finding();
            return finding instanceof LiftState state
                    ? "%s stuck in repetition %d".formatted(state.exercise(), state.repetitions() + 1)
                    : "lift stuck";
        }
    }

    /** The signs that a lift is about to fail. */
    record LiftStraining() implements Condition {
        @Override
        public Verdict judge(Observation observation) {
            if (!(observation.finding() instanceof Strain strain)) {
                return Verdict.SILENT;
            }
            return strain.straining() ? Verdict.TRUE : Verdict.FALSE;
        }

        @Override
        public long sinceNanos(Observation observation) {
            return observation.finding() instanceof Strain strain ? strain.sinceNanos() : observation.timeNanos();
        }

        @Override
        public String describe(Observation observation) {
            return observation.finding() instanceof Strain strain
                    ? "%s about to fail in repetition %d: %s"
                            .formatted(
                                    strain.exercise(),
                                    strain.repetition(),
                                    strain.sign().words())
                    : "lift about to fail";
        }
    }

    /** The label that poses have in a rule. */
    String PERSON = "person";

    /** The label that an anomaly's score has in a rule. */
    String ANOMALY = "anomaly";

    /** {@code STAGE.LABEL > NUMBER}, or with {@code <}; a label may be of several words. */
    Pattern LABEL_SCORE =
            Pattern.compile("([a-zA-Z0-9_-]+)\\.([a-zA-Z0-9_-]+(?: [a-zA-Z0-9_-]+)*)\\s*([<>])\\s*([0-9.eE+-]+)");

    /**
     * Reads a condition as it stands in a profile: {@code lift stalled}, {@code lift straining}, or {@code STAGE.LABEL > NUMBER}.
     *
     * @throws SafetyException {@code unknown-condition} or {@code threshold-out-of-range}
     */
    static Condition of(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).matches("lift\\s+stalled")) {
            return new LiftStalled();
        }
        if (text.strip().toLowerCase(Locale.ROOT).matches("lift\\s+straining")) {
            return new LiftStraining();
        }
        Matcher matcher = LABEL_SCORE.matcher(text.strip());
        if (matcher.matches()) {
            try {
                return new LabelScore(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3).equals(">"),
                        Double.parseDouble(matcher.group(4)));
            } catch (NumberFormatException notANumber) {
                throw new SafetyException(
                        "threshold-out-of-range", "\"%s\" is not a number".formatted(matcher.group(4)));
            }
        }
        throw new SafetyException(
                "unknown-condition",
                "\"%s\" is no condition; there are \"lift stalled\", \"lift straining\" and \"STAGE.LABEL > NUMBER\" (or <)"
                        .formatted(text));
    }
}
