package dev.spotter.model;

import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model as it is shipped: a folder with {@code model.yaml}, the model, and examples that it must reproduce. The
 * format is described in docs/model-packages.md. Reading one checks the description; bytes are checked against their
 * SHA-256 each time they are opened, by {@link #files()}.
 *
 * @param folder where it lies
 * @param name the folder's name, {@code [a-z0-9][a-z0-9-]*}
 * @param version semantic version
 * @param task what it is for
 * @param description in a sentence
 * @param file the .tflite file
 * @param hashes SHA-256 in lower-case hexadecimal of every file that is opened, by its path within the folder
 * @param inputs what the input tensors mean, in their order
 * @param outputs what the output tensors mean, in their order
 * @param adapter how they are read, where that is said; see {@link #outputAdapter}
 * @param labels what the elements of a verdict mean; empty where the task has none
 * @param temperature divides logits before the softmax (Guo et al. 2017, On Calibration of Modern Neural Networks)
 * @param operators the TensorFlow Lite operators that it needs
 * @param acceleratorHint the kind of accelerator that it was made for, if any
 * @param golden examples that it must reproduce, at least one
 * @param licence of the weights
 * @param training what it was trained on
 */
public record ModelPackage(
        Path folder,
        String name,
        String version,
        ModelTask task,
        String description,
        String file,
        Map<String, String> hashes,
        List<ModelInput> inputs,
        List<ModelOutput> outputs,
        Optional<AdapterConfiguration> adapter,
        List<String> labels,
        double temperature,
        List<String> operators,
        Optional<String> acceleratorHint,
        List<Golden> golden,
        String licence,
        TrainingNote training) {
    /** The file that makes a folder a model package. */
    public static final String DESCRIPTION = "model.yaml";

    /** In a detector's labels, however often: a class of the network that stands for nothing and is never given. */
    public static final String NO_LABEL = "-";

    /** What a package may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    // the expression that semver.org gives, without capture groups
    static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");
    private static final Pattern OPERATOR = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
    /** A SHA-256 as it is written. */
    public static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private static final int MOST_LABELS = 10_000;

    public ModelPackage {
        hashes = Map.copyOf(hashes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        labels = List.copyOf(labels);
        operators = List.copyOf(operators);
        golden = List.copyOf(golden);
        require(
                NAME.matcher(name).matches(),
                "name is '%s', allowed is [a-z0-9][a-z0-9-]*, at most 64 characters",
                name);
        require(
                VERSION.matcher(version).matches(),
                "version is '%s', allowed is a semantic version such as 1.0.0",
                version);
        require(hashes.containsKey(file), "file is '%s', but files names no SHA-256 for it", file);
        hashes.forEach((path, hash) -> require(
                SHA_256.matcher(hash).matches(),
                "the SHA-256 of %s is '%s', it must have 64 digits 0-9a-f",
                path,
                hash));
        require(!inputs.isEmpty(), "inputs is empty; name what each input tensor means");
        require(!outputs.isEmpty(), "outputs is empty; name what each output tensor means");
        require(
                temperature > 0 && temperature < 1000,
                "temperature is %s, allowed is over 0 and under 1000",
                temperature);
        require(
                labels.size() <= MOST_LABELS,
                "there are %s labels, at most %s are allowed",
                labels.size(),
                MOST_LABELS);
        boolean mayRepeat = task == ModelTask.DETECTION;
        Set<String> seen = new HashSet<>();
        labels.forEach(label -> require(
                seen.add(label) || mayRepeat && label.equals(NO_LABEL), "the label '%s' stands there twice", label));
        if (adapter.isPresent()) {
            AdapterConfiguration wanted = adapter.get();
            require(
                    wanted.task() == task,
                    "the adapter is for %s, but the task is %s",
                    wanted.task().word(),
                    task.word());
            require(
                    !(wanted instanceof MediaPipeDetection) || labels.size() == 1,
                    "MediaPipe's detectors find one thing, but there are %s labels",
                    labels.size());
        }
        if (task == ModelTask.CLASSIFICATION) {
            require(labels.size() >= 2, "a classification has at least 2 labels, here are %s", labels.size());
            require(
                    outputs.getFirst().isVerdict(),
                    "the first output of a classification means logits or probabilities, not %s",
                    outputs.getFirst().meaning());
        }
        if (task == ModelTask.DETECTION) {
            require(!labels.isEmpty(), "a detection has at least 1 label, here is none");
        }
        operators.forEach(operator -> require(
                OPERATOR.matcher(operator).matches(), "the operator '%s' is no name such as CONV_2D", operator));
        require(!operators.isEmpty(), "operators is empty; name what the model needs");
        require(!golden.isEmpty(), "golden is empty; a package has at least one example that its model must reproduce");
        for (Golden example : golden) {
            require(
                    hashes.containsKey(example.input()),
                    "golden %s opens %s, but files names no SHA-256 for it",
                    example.name(),
                    example.input());
            require(
                    hashes.containsKey(example.output()),
                    "golden %s opens %s, but files names no SHA-256 for it",
                    example.name(),
                    example.output());
        }
    }

    /**
     * Reads and checks a folder: its description strictly, its files as to presence, kind and size, no link among them.
     *
     * @throws ModelException {@code no-package}, {@code yaml-…}, or what {@link PackageFiles} refuses
     */
    public static ModelPackage read(Path folder) {
        return ModelPackageReader.read(folder);
    }

    /**
     * What the section {@code inputs} of a description says, before there is a package.
     *
     * @throws ModelException {@code yaml-…}
     */
    public static List<ModelInput> inputs(YamlMapping description) {
        return ModelPackageReader.inputs(description);
    }

    /** The files, checked as they are opened. */
    public PackageFiles files() {
        return new PackageFiles(folder, hashes);
    }

    /**
     * The only input, which must be a window.
     *
     * @throws ModelException {@code wrong-input-kind}
     */
    public WindowInput windowInput() {
        if (inputs.size() == 1 && inputs.getFirst() instanceof WindowInput window) {
            return window;
        }
        throw wrongInput("window of samples");
    }

    /**
     * The only input, which must be a picture.
     *
     * @throws ModelException {@code wrong-input-kind}
     */
    public ImageInput imageInput() {
        if (inputs.size() == 1 && inputs.getFirst() instanceof ImageInput image) {
            return image;
        }
        throw wrongInput("picture");
    }

    private ModelException wrongInput(String wanted) {
        return new ModelException(
                "wrong-input-kind",
                "%s does not take one %s but %s"
                        .formatted(
                                name,
                                wanted,
                                inputs.stream().map(ModelInput::summary).toList()));
    }

    /** How the outputs are read: by the section {@code adapter}, else by the task and what the outputs mean plainly. */
    public Optional<AdapterConfiguration> outputAdapter() {
        return adapter.or(() -> AdapterConfiguration.usual(task, outputs));
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(values));
        }
    }
}
