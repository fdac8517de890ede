package dev.spotter.model;

import dev.spotter.model.ModelOutput.Meaning;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a model's output tensors are to be read: the section {@code adapter} of a model.yaml. */
public sealed interface AdapterConfiguration {
    /** Shares of the certainty 0 to 1 from which a body and its points count, as in TensorFlow's tutorial of MoveNet. */
    float USUAL_POSE_SCORE = 0.2f;

    /** The certainty from which a thing counts. */
    float USUAL_SCORE = 0.5f;

    /** The task of the models that it is for. */
    ModelTask task();

    /** What goes without saying, where the outputs mean it plainly. */
    static Optional<AdapterConfiguration> usual(ModelTask task, List<ModelOutput> outputs) {
        Set<Meaning> meanings = outputs.stream().map(ModelOutput::meaning).collect(Collectors.toSet());
        return Optional.ofNullable(
                switch (task) {
                    case CLASSIFICATION -> new Classified();
                    case POSE -> meanings.contains(Meaning.KEYPOINTS) ? MoveNet.USUAL : null;
                    case DETECTION -> meanings.containsAll(SsdPostprocessed.MEANINGS) ? SsdPostprocessed.USUAL : null;
                    case EMBEDDING -> meanings.contains(Meaning.EMBEDDING) ? new Embedded() : null;
                    case ANOMALY -> meanings.contains(Meaning.RECONSTRUCTION) ? new Autoencoder(1) : null;
                    case REGRESSION -> null;
                });
    }

    /** One of the labels. Reads the output that means logits or probabilities. */
    record Classified() implements AdapterConfiguration {
        @Override
        public ModelTask task() {
            return ModelTask.CLASSIFICATION;
        }
    }

    /**
     * MoveNet's single pose: 17 rows of y, x, score in shares of the input.
     *
     * @param score least mean score of the points of a body that is given, 0 to 1
     * @param pointScore least score of the points that the body's box is drawn around, 0 to 1
     */
    record MoveNet(float score, float pointScore) implements AdapterConfiguration {
        /** What goes without saying. */
        public static final MoveNet USUAL = new MoveNet(USUAL_POSE_SCORE, USUAL_POSE_SCORE);

        public MoveNet {
            requireShare("score", score);
            requireShare("point-score", pointScore);
        }

        @Override
        public ModelTask task() {
            return ModelTask.POSE;
        }
    }

    /**
     * MediaPipe's pose landmarks: 39 rows of x, y, z in pixels of the input, and the logits of visibility and presence, of
     * which the first 33 are given; and the probability that there is a body.
     *
     * @param score least probability of a body that is given, 0 to 1
     * @param pointScore least visibility of the points that the body's box is drawn around, 0 to 1
     */
    record MediaPipePoseLandmarks(float score, float pointScore) implements AdapterConfiguration {
        /** What goes without saying; the score is MediaPipe's. */
        public static final MediaPipePoseLandmarks USUAL = new MediaPipePoseLandmarks(USUAL_SCORE, USUAL_POSE_SCORE);

        public MediaPipePoseLandmarks {
            requireShare("score", score);
            requireShare("point-score", pointScore);
        }

        @Override
        public ModelTask task() {
            return ModelTask.POSE;
        }
    }

    /**
     * MediaPipe's detectors of bodies, faces and hands: boxes and key points beside the middles of cells
     * (BlazeFace, Bazarevsky et al. 2019), and the logits of their scores.
     *
     * @param cells of the grids, one grid behind the other
     * @param keypoints names of the points, in the model's order
     * @param selection which boxes are given
     */
    record MediaPipeDetection(AnchorConfiguration.Cells cells, List<String> keypoints, Selection selection)
            implements AdapterConfiguration {
        private static final Selection SELECTION = new Selection(USUAL_SCORE, 0.3f, 25, Suppression.WEIGHTED);

        /** MediaPipe's detector of bodies (modules/pose_detection). The boxes are those of the faces. */
        public static final MediaPipeDetection BODIES = new MediaPipeDetection(
                new AnchorConfiguration.Cells(List.of(8, 16, 32, 32, 32), 2),
                List.of("mid-hip", "full-body", "mid-shoulder", "upper-body"),
                SELECTION);

        /** MediaPipe's detector of faces at short range (modules/face_detection). Left and right are the person's own. */
        public static final MediaPipeDetection FACES = new MediaPipeDetection(
                new AnchorConfiguration.Cells(List.of(8, 16, 16, 16), 2),
                List.of("right-eye", "left-eye", "nose", "mouth", "right-ear", "left-ear"),
                SELECTION);

        public MediaPipeDetection {
            keypoints = List.copyOf(keypoints);
            require(
                    new HashSet<>(keypoints).size() == keypoints.size(),
                    "keypoints has a name twice: %s".formatted(keypoints));
            require(keypoints.size() <= 100, "there are %d keypoints, allowed are 100".formatted(keypoints.size()));
        }

        @Override
        public ModelTask task() {
            return ModelTask.DETECTION;
        }
    }

    /**
     * A single-shot detector as it comes out of its network (SSD, Liu et al. 2016): offsets from anchors, four a box in the
     * order y, x, height, width, and a score for each label.
     *
     * @param anchors where boxes are
     * @param boxScales what the offsets were multiplied by in training: of y, x, height and width
     * @param activation what makes probabilities of the scores
     * @param background whether a score of "nothing" stands before those of the labels
     * @param selection which boxes are given
     */
    record Ssd(
            AnchorConfiguration anchors,
            List<Double> boxScales,
            Activation activation,
            boolean background,
            Selection selection)
            implements AdapterConfiguration {
        static final List<Double> USUAL_BOX_SCALES = List.of(10.0, 10.0, 5.0, 5.0);
        static final Selection USUAL_SELECTION = new Selection(USUAL_SCORE, 0.5f, 25, Suppression.PER_LABEL);

        public Ssd {
            boxScales = List.copyOf(boxScales);
            require(
                    boxScales.size() == 4 && boxScales.stream().allMatch(scale -> scale > 0),
                    "box-scales is %s, allowed are four numbers over 0: of y, x, height, width".formatted(boxScales));
            require(
                    selection.suppression() != Suppression.WEIGHTED,
                    "suppression is 'weighted', allowed here are 'per-label' and 'over-labels'");
        }

        @Override
        public ModelTask task() {
            return ModelTask.DETECTION;
        }
    }

    /**
     * A detector that ends in TFLite_Detection_PostProcess, or in what gives the same: boxes (top, left, bottom, right in
     * shares of the input), their classes, their scores, and how many of them count.
     *
     * @param firstClass the class that is the first label
     * @param score least score of a box that is given, 0 to 1
     */
    record SsdPostprocessed(int firstClass, float score) implements AdapterConfiguration {
        /** Most classes that are told apart. */
        public static final int MOST_CLASSES = 1000;

        /** What goes without saying. */
        public static final SsdPostprocessed USUAL = new SsdPostprocessed(0, USUAL_SCORE);

        static final Set<Meaning> MEANINGS = Set.of(Meaning.BOXES, Meaning.CLASSES, Meaning.SCORES, Meaning.COUNT);

        public SsdPostprocessed {
            require(
                    firstClass >= 0 && firstClass <= MOST_CLASSES,
                    "first-class is %d, allowed are 0 to %d".formatted(firstClass, MOST_CLASSES));
            requireShare("score", score);
        }

        @Override
        public ModelTask task() {
            return ModelTask.DETECTION;
        }
    }

    /** A vector that stands for the input; given at length 1. Reads the output that means embedding. */
    record Embedded() implements AdapterConfiguration {
        @Override
        public ModelTask task() {
            return ModelTask.EMBEDDING;
        }
    }

    /**
     * An autoencoder: the mean squared difference between the input as the model takes it and the output that means
     * reconstruction.
     *
     * @param average the score is the mean over so many of the last inputs, as MLPerf Tiny averages over the windows of a
     *     recording; 1 takes each alone
     */
    record Autoencoder(int average) implements AdapterConfiguration {
        static final int MOST_AVERAGED = 10_000;

        public Autoencoder {
            require(
                    average >= 1 && average <= MOST_AVERAGED,
                    "average is %d, allowed are 1 to %d".formatted(average, MOST_AVERAGED));
        }

        @Override
        public ModelTask task() {
            return ModelTask.ANOMALY;
        }
    }

    /**
     * Which of a detector's boxes are given.
     *
     * @param score least score, 0 to 1
     * @param overlap intersection over union above which a box is held for the same thing as a surer one, 0 to 1
     * @param most most boxes that are given, the surest
     * @param suppression what becomes of boxes that are held for the same thing
     */
    record Selection(float score, float overlap, int most, Suppression suppression) {
        /** Most boxes that a detector gives. */
        public static final int MOST_BOXES = 1000;

        public Selection {
            requireShare("score", score);
            requireShare("overlap", overlap);
            require(most >= 1 && most <= MOST_BOXES, "most is %d, allowed are 1 to %d".formatted(most, MOST_BOXES));
        }
    }

    /** What becomes of boxes that overlap a surer one. */
    enum Suppression {
        /** Those of the same label go; each label of an anchor is a box of its own. */
        PER_LABEL,
        /** All of them go; of an anchor the surest label counts. */
        OVER_LABELS,
        /** The surer one becomes their mean, weighted by the scores, as in BlazeFace. */
        WEIGHTED;

        static final Map<String, Suppression> BY_WORD =
                Map.of("per-label", PER_LABEL, "over-labels", OVER_LABELS, "weighted", WEIGHTED);
    }

    /** What makes probabilities of a detector's scores. */
    enum Activation {
        /** They are probabilities. */
        NONE,
        /** Each label for itself. */
        SIGMOID,
        /** Over all labels of an anchor. */
        SOFTMAX;

        static final Map<String, Activation> BY_WORD = Map.of("none", NONE, "sigmoid", SIGMOID, "softmax", SOFTMAX);
    }

    private static void requireShare(String key, float value) {
        require(value >= 0 && value <= 1, "%s is %s, allowed are 0 to 1".formatted(key, value));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
