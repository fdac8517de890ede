package dev.spotter.model;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From {@code model.yaml} to a {@link ModelPackage}. */
final class ModelPackageReader {
    private static final int MOST_BYTES_OF_DESCRIPTION = 512 * 1024;

    private static final Map<String, ImageInput.Fit> FITS = Map.of(
            "letterbox", ImageInput.Fit.LETTERBOX, "stretch", ImageInput.Fit.STRETCH, "crop", ImageInput.Fit.CROP);

    private ModelPackageReader() {}

    static ModelPackage read(Path folder) {
        Path description = folder.resolve(ModelPackage.DESCRIPTION);
        if (!Files.isRegularFile(description, LinkOption.NOFOLLOW_LINKS)) {
            throw new ModelException(
                    "no-package",
                    "%s is no model package: it has no file %s (a link does not count)"
                            .formatted(folder, ModelPackage.DESCRIPTION));
        }
        YamlMapping yaml = YamlMapping.read(description, MOST_BYTES_OF_DESCRIPTION);
        ModelPackage read = yaml.located(() -> modelPackage(folder, yaml));
        Path name = folder.toAbsolutePath().normalize().getFileName();
        if (name == null || !name.toString().equals(read.name())) {
            throw yaml.refusal(
                    "name",
                    "name is '%s', but the folder is called '%s'; they must be equal".formatted(read.name(), name));
        }
        read.files().requirePresent();
        return read;
    }

    private static ModelPackage modelPackage(Path folder, YamlMapping yaml) {
        ModelPackage read = new ModelPackage(
                folder,
                yaml.text("name"),
                yaml.text("version"),
                yaml.oneOf("task", ModelTask.byWord()),
                yaml.text("description"),
                yaml.text("file"),
                yaml.mapping("files").namedTexts(),
                inputs(yaml),
                yaml.mappings("outputs").stream()
                        .map(ModelPackageReader::output)
                        .toList(),
                yaml.optionalMapping("adapter").map(AdapterReader::read),
                yaml.has("labels") ? yaml.texts("labels") : List.of(),
                yaml.number("temperature", 1.0),
                yaml.texts("operators"),
                yaml.optionalText("accelerator-hint"),
                yaml.mappings("golden").stream().map(ModelPackageReader::golden).toList(),
                yaml.text("licence"),
                training(yaml.mapping("training")));
        yaml.refuseUnknownKeys();
        return read;
    }

    static List<ModelInput> inputs(YamlMapping yaml) {
        return yaml.mappings("inputs").stream().map(ModelPackageReader::input).toList();
    }

    private static ModelInput input(YamlMapping yaml) {
        Map<String, Function<YamlMapping, ModelInput>> kinds = Map.of(
                "window", ModelPackageReader::window,
                "image", ModelPackageReader::image,
                "vector", ModelPackageReader::vector,
                "log-mel", ModelPackageReader::logMel);
        ModelInput input = yaml.located(() -> yaml.oneOf("kind", kinds).apply(yaml));
        yaml.refuseUnknownKeys();
        return input;
    }

    private static WindowInput window(YamlMapping yaml) {
        List<String> channels = yaml.texts("channels");
        return new WindowInput(
                yaml.text("name"),
                yaml.text("meaning"),
                channels,
                yaml.texts("units"),
                yaml.number("rate-hz"),
                yaml.integer("samples", 1, WindowInput.MOST_SAMPLES),
                yaml.oneOf("fill", FillRule.BY_WORD),
                normalisation(yaml, channels.size()));
    }

    private static ImageInput image(YamlMapping yaml) {
        ImageInput.Colours colours =
                yaml.oneOf("colours", Map.of("rgb", ImageInput.Colours.RGB, "grey", ImageInput.Colours.GREY));
        return new ImageInput(
                yaml.text("name"),
                yaml.text("meaning"),
                yaml.integer("width", 1, ImageInput.MOST_PIXELS_A_SIDE),
                yaml.integer("height", 1, ImageInput.MOST_PIXELS_A_SIDE),
                colours,
                normalisation(yaml, colours.count()),
                yaml.has("fit") ? yaml.oneOf("fit", FITS) : ImageInput.Fit.STRETCH,
                yaml.optionalMapping("region").map(ModelPackageReader::region).orElse(RegionRule.BOX));
    }

    private static RegionRule region(YamlMapping yaml) {
        RegionRule rule = yaml.located(() -> yaml.oneOf("from", Map.of("box", false, "keypoints", true))
                ? new RegionRule.AroundKeypoints(yaml.text("centre"), yaml.text("towards"), yaml.number("margin", 0))
                : new RegionRule.AroundBox(
                        yaml.number("margin", 0),
                        yaml.has("fit") ? Optional.of(yaml.oneOf("fit", FITS)) : Optional.empty()));
        yaml.refuseUnknownKeys();
        return rule;
    }

    private static VectorInput vector(YamlMapping yaml) {
        return new VectorInput(
                yaml.text("name"),
                yaml.text("meaning"),
                yaml.integer("length", 1, VectorInput.MOST_NUMBERS),
                yaml.text("unit"),
                normalisation(yaml, 1));
    }

    private static LogMelInput logMel(YamlMapping yaml) {
        int rateHz = yaml.integer("rate-hz", 1, LogMelInput.MOST_HZ);
        return new LogMelInput(
                yaml.text("name"),
                yaml.text("meaning"),
                rateHz,
                yaml.integer("fft", LogMelInput.LEAST_FFT, LogMelInput.MOST_FFT),
                yaml.integer("hop", 1, LogMelInput.MOST_FFT),
                yaml.integer("mels", 1, LogMelInput.MOST_MELS),
                yaml.integer("frames", 1, LogMelInput.MOST_FRAMES),
                yaml.number("from-hz", 0),
                yaml.number("to-hz", rateHz / 2.0),
                yaml.number("power", 2),
                yaml.has("edges") ? yaml.oneOf("edges", LogMelInput.Edges.BY_WORD) : LogMelInput.Edges.NONE,
                normalisation(yaml, 1));
    }

    private static Normalisation normalisation(YamlMapping input, int channels) {
        Optional<YamlMapping> found = input.optionalMapping("normalisation");
        if (found.isEmpty()) {
            return Normalisation.none(channels);
        }
        YamlMapping yaml = found.get();
        Normalisation normalisation =
                yaml.located(() -> new Normalisation(yaml.numbers("mean"), yaml.numbers("scale")));
        yaml.refuseUnknownKeys();
        return normalisation;
    }

    private static ModelOutput output(YamlMapping yaml) {
        ModelOutput output = new ModelOutput(yaml.text("name"), yaml.oneOf("meaning", ModelOutput.BY_WORD));
        yaml.refuseUnknownKeys();
        return output;
    }

    private static Golden golden(YamlMapping yaml) {
        Golden golden = yaml.located(
                () -> new Golden(yaml.text("name"), yaml.text("input"), yaml.text("output"), yaml.number("tolerance")));
        yaml.refuseUnknownKeys();
        return golden;
    }

    private static TrainingNote training(YamlMapping yaml) {
        List<TrainingNote.Data> data = new ArrayList<>();
        for (YamlMapping set : yaml.mappings("data")) {
            data.add(new TrainingNote.Data(
                    set.text("name"),
                    set.text("source"),
                    set.text("licence"),
                    set.oneOf(
                            "class",
                            Map.of("A", TrainingNote.Grade.A, "B", TrainingNote.Grade.B, "C", TrainingNote.Grade.C))));
            set.refuseUnknownKeys();
        }
        TrainingNote note = yaml.located(() -> new TrainingNote(
                Collections.unmodifiableList(data), yaml.optionalText("notice"), yaml.optionalText("code")));
        yaml.refuseUnknownKeys();
        return note;
    }
}
