package dev.spotter.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One stage of a pipeline as the profile writes it.
 *
 * <p>A stage without an id of its own gets one: a window {@code window}, repetitions {@code reps}, their form
 * {@code form}, a model and an ensemble their own names. A stage that does not say what it takes takes from the nearest stage before it that gives
 * what it needs.
 */
public sealed interface StageConfiguration {
    /** The identifier, unique in its pipeline; the observations of the stage carry it. */
    String id();

    /** The kind as the profile writes it. */
    String kind();

    /** The identifiers of the stages that this one takes from; empty where it does not say. */
    List<String> inputs();

    /**
     * Cuts the stream of samples into windows: every {@code step} the stages that depend on it see the samples up to
     * then.
     *
     * @param id the identifier, or {@code null} for {@code window}
     * @param length how much history is offered; a model that looks back further gets what it needs
     * @param step time from one window to the next
     * @param from time from the first sample, or the first after a gap, to the first window
     * @param reference how much of the wearer's first lifting the samples are seen relative to, or {@code null} for
     *     nothing: they have a channel {@code relative.CHANNEL} for each of the source's then, and there is no window
     *     before the reference is taken
     */
    record Window(String id, Duration length, Duration step, Duration from, Duration reference)
            implements StageConfiguration {
        /** When the first window comes, unless the profile says otherwise. */
        public static final Duration DEFAULT_FROM = Duration.ofSeconds(1);

        /** The longest history and step. */
        public static final Duration LONGEST = Duration.ofSeconds(60);

        /** The shortest step: a sample of a 100 Hz clock. */
        public static final Duration SHORTEST_STEP = Duration.ofMillis(10);

        /** The shortest reference: less is no repetition. */
        public static final Duration SHORTEST_REFERENCE = Duration.ofSeconds(1);

        /** The longest reference: its samples are held back until it is taken. */
        public static final Duration LONGEST_REFERENCE = Duration.ofSeconds(20);

        public Window {
            id = orElse(id, "window");
            from = from == null ? DEFAULT_FROM : from;
            within("seconds", length, SHORTEST_STEP, LONGEST);
            within("step", step, SHORTEST_STEP, LONGEST);
            within("from", from, Duration.ZERO, LONGEST);
            if (reference != null) {
                within("reference", reference, SHORTEST_REFERENCE, LONGEST_REFERENCE);
            }
        }

        /** Samples as the source gives them. */
        public Window(String id, Duration length, Duration step, Duration from) {
            this(id, length, step, from, null);
        }

        private static void within(String key, Duration value, Duration least, Duration most) {
            Objects.requireNonNull(value, key);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException("a window's '%s' is from %s to %s seconds, not %s"
                        .formatted(key, seconds(least), seconds(most), seconds(value)));
            }
        }

        private static String seconds(Duration value) {
            return Double.toString(value.toNanos() / 1e9);
        }

        @Override
        public String kind() {
            return "window";
        }

        @Override
        public List<String> inputs() {
            return List.of();
        }
    }

    /**
     * Runs one model on each window, or on each frame: on the whole of it, or on the parts that another stage detected.
     *
     * @param id the identifier, or {@code null} for the model's name
     * @param model name of the model in the store
     * @param accelerator name of the accelerator, or {@code null} for the device's first
     * @param input identifier of the window, or {@code null} for the nearest before; over frames that of a stage which
     *     detects, or {@code null} for the whole frame
     * @param crops most parts of a frame that it looks at, the surest first; 0 where the profile does not say
     */
    record Infer(String id, String model, String accelerator, String input, int crops) implements StageConfiguration {
        /** Parts of a frame that a stage looks at, unless the profile says otherwise. */
        public static final int DEFAULT_CROPS = 4;

        /** More parts than any model finds. */
        public static final int MOST_CROPS = 100;

        public Infer {
            Objects.requireNonNull(model, "model");
            id = orElse(id, model);
            if (crops < 0 || crops > MOST_CROPS) {
                throw new IllegalArgumentException("'crops' is 1 to %d, not %d".formatted(MOST_CROPS, crops));
            }
        }

        /** On windows, on whole frames, or on the usual number of parts. */
        public Infer(String id, String model, String accelerator, String input) {
            this(id, model, accelerator, input, 0);
        }

        /** Most parts of a frame that it looks at. */
        public int budget() {
            return crops == 0 ? DEFAULT_CROPS : crops;
        }

        @Override
        public String kind() {
            return "infer";
        }

        @Override
        public List<String> inputs() {
            return input == null ? List.of() : List.of(input);
        }
    }

    /**
     * Makes one verdict of several. Over a window it runs its own members; over {@code infer} stages it takes theirs,
     * and there is one for each member.
     *
     * @param id the identifier, or {@code null} for the ensemble's name
     * @param name name of the ensemble in the store
     * @param accelerator name of the accelerator of the members that it runs itself, or {@code null} for the device's
     *     first
     * @param inputs identifiers of a window or of the members' stages; empty for the nearest window before
     * @param lanes how many members that it runs itself run side by side
     * @param deadline a member that is not done so long after the window ended is left out, {@code null} for the step
     *     of the window; only of live sources, for others nothing is late
     */
    record Ensemble(String id, String name, String accelerator, List<String> inputs, int lanes, Duration deadline)
            implements StageConfiguration {
        /** More threads than any device has to give. */
        public static final int MOST_LANES = 16;

        public Ensemble {
            Objects.requireNonNull(name, "name");
            id = orElse(id, name);
            inputs = List.copyOf(inputs);
            if (lanes < 1 || lanes > MOST_LANES) {
                throw new IllegalArgumentException(
                        "an ensemble's 'lanes' is 1 to %d, not %d".formatted(MOST_LANES, lanes));
            }
            if (deadline != null && !deadline.isPositive()) {
                throw new IllegalArgumentException("an ensemble's 'deadline' is over 0 seconds, not " + deadline);
            }
        }

        /** One member after another, late after a step. */
        public Ensemble(String id, String name, String accelerator, List<String> inputs) {
            this(id, name, accelerator, inputs, 1, null);
        }

        @Override
        public String kind() {
            return "ensemble";
        }
    }

    /**
     * Finds repetitions and sets of the exercise that another stage recognises.
     *
     * @param id the identifier, or {@code null} for {@code reps}
     * @param exercise identifier of the stage whose verdict names the exercise, or {@code null} for the nearest before
     */
    record Reps(String id, String exercise) implements StageConfiguration {
        public Reps {
            id = orElse(id, "reps");
        }

        @Override
        public String kind() {
            return "reps";
        }

        @Override
        public List<String> inputs() {
            return exercise == null ? List.of() : List.of(exercise);
        }
    }

    /**
     * Finds repetitions by how the samples differ from the reference, and says how each was done.
     *
     * @param id the identifier, or {@code null} for {@code form}
     * @param verdict identifier of the stage whose verdicts tell forms apart, or {@code null} for the nearest before
     * @param exercise what is lifted, or {@code null} for {@value #ANY_EXERCISE}
     */
    record Form(String id, String verdict, String exercise) implements StageConfiguration {
        /** Where the profile does not say what is lifted. */
        public static final String ANY_EXERCISE = "lift";

        public Form {
            id = orElse(id, "form");
            exercise = orElse(exercise, ANY_EXERCISE);
        }

        @Override
        public String kind() {
            return "form";
        }

        @Override
        public List<String> inputs() {
            return verdict == null ? List.of() : List.of(verdict);
        }
    }

    private static String orElse(String id, String otherwise) {
        return id == null ? otherwise : id;
    }
}
