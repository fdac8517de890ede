package dev.spotter.model;

import dev.spotter.model.AdapterConfiguration.Activation;
import dev.spotter.model.AdapterConfiguration.Autoencoder;
import dev.spotter.model.AdapterConfiguration.Classified;
import dev.spotter.model.AdapterConfiguration.Embedded;
import dev.spotter.model.AdapterConfiguration.MediaPipeDetection;
import dev.spotter.model.AdapterConfiguration.MediaPipePoseLandmarks;
import dev.spotter.model.AdapterConfiguration.MoveNet;
import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.AdapterConfiguration.Ssd;
import dev.spotter.model.AdapterConfiguration.SsdPostprocessed;
import dev.spotter.model.AdapterConfiguration.Suppression;
import dev.spotter.model.AnchorConfiguration.Cells;
import dev.spotter.model.AnchorConfiguration.Pyramid;
import dev.spotter.model.AnchorConfiguration.Scales;
import dev.spotter.model.AnchorConfiguration.Style;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** From the section {@code adapter} of a model.yaml to an {@link AdapterConfiguration}. */
final class AdapterReader {
    private static final Map<String, Function<YamlMapping, AdapterConfiguration>> KINDS = Map.of(
            "classification", _ -> new Classified(),
            "movenet",
                    yaml -> new MoveNet(
                            share(yaml, "score", MoveNet.USUAL.score()),
                            share(yaml, "point-score", MoveNet.USUAL.pointScore())),
            "mediapipe-pose-landmarks",
                    yaml -> new MediaPipePoseLandmarks(
                            share(yaml, "score", MediaPipePoseLandmarks.USUAL.score()),
                            share(yaml, "point-score", MediaPipePoseLandmarks.USUAL.pointScore())),
            "mediapipe-pose-detection", yaml -> mediaPipe(yaml, MediaPipeDetection.BODIES),
            "mediapipe-face-detection", yaml -> mediaPipe(yaml, MediaPipeDetection.FACES),
            "mediapipe-detection", AdapterReader::namedMediaPipe,
            "ssd", AdapterReader::ssd,
            "ssd-postprocessed",
                    yaml -> new SsdPostprocessed(
                            yaml.integer("first-class", 0, SsdPostprocessed.MOST_CLASSES, 0),
                            share(yaml, "score", SsdPostprocessed.USUAL.score())),
            "embedding", _ -> new Embedded(),
            "autoencoder", yaml -> new Autoencoder(yaml.integer("average", 1, Autoencoder.MOST_AVERAGED, 1)));

    private static final Map<String, Function<YamlMapping, AnchorConfiguration>> ANCHORS = Map.of(
            "scales", AdapterReader::scales,
            "efficientdet", yaml -> pyramid(yaml, Style.EFFICIENTDET),
            "retinanet", yaml -> pyramid(yaml, Style.RETINANET));

    private static final String[] SELECTION = {"score", "overlap", "most", "suppression"};

    private AdapterReader() {}

    static AdapterConfiguration read(YamlMapping yaml) {
        AdapterConfiguration read = yaml.located(() -> yaml.oneOf("kind", KINDS).apply(yaml));
        yaml.refuseUnknownKeys();
        return read;
    }

    private static AdapterConfiguration namedMediaPipe(YamlMapping yaml) {
        List<String> keypoints = yaml.texts("keypoints");
        List<Integer> steps = steps(yaml);
        yaml.expect("anchors").expect(SELECTION);
        return mediaPipe(
                yaml,
                new MediaPipeDetection(
                        new Cells(steps, Cells.USUAL_ANCHORS), keypoints, MediaPipeDetection.BODIES.selection()));
    }

    private static AdapterConfiguration mediaPipe(YamlMapping yaml, MediaPipeDetection usual) {
        yaml.expect("steps", "anchors").expect(SELECTION);
        return new MediaPipeDetection(
                new Cells(
                        yaml.has("steps") ? steps(yaml) : usual.cells().steps(),
                        yaml.integer(
                                "anchors", 1, Cells.MOST_ANCHORS, usual.cells().anchors())),
                usual.keypoints(),
                selection(yaml, usual.selection()));
    }

    private static List<Integer> steps(YamlMapping yaml) {
        return yaml.integers("steps", 1, ImageInput.MOST_PIXELS_A_SIDE);
    }

    private static AdapterConfiguration ssd(YamlMapping yaml) {
        yaml.expect("anchors", "box-scales", "activation", "background").expect(SELECTION);
        return new Ssd(
                anchors(yaml.mapping("anchors")),
                yaml.has("box-scales") ? yaml.numbers("box-scales") : Ssd.USUAL_BOX_SCALES,
                yaml.oneOf("activation", Activation.BY_WORD),
                yaml.flag("background", false),
                selection(yaml, Ssd.USUAL_SELECTION));
    }

    private static AnchorConfiguration anchors(YamlMapping yaml) {
        AnchorConfiguration anchors =
                yaml.located(() -> yaml.oneOf("kind", ANCHORS).apply(yaml));
        yaml.refuseUnknownKeys();
        return anchors;
    }

    private static Scales scales(YamlMapping yaml) {
        return new Scales(
                yaml.integers("grids", 1, ImageInput.MOST_PIXELS_A_SIDE),
                yaml.number("least-scale", 0.2),
                yaml.number("most-scale", 0.95),
                yaml.has("ratios") ? yaml.numbers("ratios") : Scales.USUAL_RATIOS,
                yaml.flag("reduced-first", true));
    }

    private static Pyramid pyramid(YamlMapping yaml, Style style) {
        return new Pyramid(
                style,
                yaml.integer("least-level", 1, Pyramid.MOST_LEVEL, 3),
                yaml.integer("most-level", 1, Pyramid.MOST_LEVEL, 7),
                yaml.integer("sizes", 1, 10, 3),
                yaml.has("ratios") ? yaml.numbers("ratios") : Pyramid.USUAL_RATIOS,
                yaml.number("scale", 4));
    }

    private static Selection selection(YamlMapping yaml, Selection usual) {
        return new Selection(
                share(yaml, "score", usual.score()),
                share(yaml, "overlap", usual.overlap()),
                yaml.integer("most", 1, Selection.MOST_BOXES, usual.most()),
                yaml.has("suppression") ? yaml.oneOf("suppression", Suppression.BY_WORD) : usual.suppression());
    }

    private static float share(YamlMapping yaml, String key, float usual) {
        return (float) yaml.number(key, usual);
    }
}
