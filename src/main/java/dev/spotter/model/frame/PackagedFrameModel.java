package dev.spotter.model.frame;

import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.ModelTask;
import dev.spotter.model.PixelTensor;
import dev.spotter.model.adapter.ResultAdapter;
import dev.spotter.model.adapter.ResultAdapters;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Frame;
import dev.spotter.tflite.TfLite;
import java.util.List;
import java.util.Map;

/**
 * A package that takes one picture, ready to look at frames. Used by one thread at a time. Once warm, nothing is allocated but
 * what is found: a frame goes straight into the input tensor.
 */
public final class PackagedFrameModel implements FrameModel {
    private static final int WHOLE_FRAME = -1;

    private final ModelPackage model;
    private final ImageInput image;
    private final ModelRunner runner;
    private final ResultAdapter adapter;
    private final FrameSampler sampler;
    private final RegionCutter cutter;
    private final PictureTransform transform = new PictureTransform();

    private PackagedFrameModel(ModelPackage model, ModelRunner runner, ResultAdapter adapter) {
        this.model = model;
        this.image = model.imageInput();
        this.runner = runner;
        this.adapter = adapter;
        this.sampler = new FrameSampler(
                new PixelTensor(image, runner.interpreter().inputs().getFirst()));
        this.cutter = new RegionCutter(model.name(), image);
    }

    /**
     * Loads a package that takes one picture.
     *
     * @throws ModelException {@code wrong-input-kind}, {@code wrong-tensor-shape}, {@code unsupported-tensor-type}, or what
     *     {@link ModelRunner} and {@link ResultAdapters} refuse
     */
    public static PackagedFrameModel open(TfLite tfLite, ModelPackage model, AcceleratorConfiguration accelerator) {
        model.imageInput();
        return of(model, ModelRunner.open(tfLite, model, accelerator));
    }

    /**
     * A model that is loaded already. Takes the runner over, also where it refuses.
     *
     * @throws ModelException {@code wrong-input-kind}, {@code wrong-tensor-shape}, {@code unsupported-tensor-type}, or what
     *     {@link ResultAdapters} refuse
     */
    public static PackagedFrameModel of(ModelPackage model, ModelRunner runner) {
        try {
            return new PackagedFrameModel(model, runner, ResultAdapters.of(model, runner));
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String version() {
        return model.version();
    }

    @Override
    public ModelTask task() {
        return model.task();
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public Finding see(Frame frame) {
        adapter.begin(Detections.NONE);
        transform.whole(image.fit(), frame.width(), frame.height(), image.width(), image.height());
        try {
            look(frame, WHOLE_FRAME);
            return adapter.found();
        } finally {
            runner.handOver();
        }
    }

    @Override
    public Finding see(Frame frame, Detections where, int budget) {
        adapter.begin(where);
        int parts = Math.min(budget, where.detections().size());
        try {
            for (int part = 0; part < parts; part++) {
                if (cutter.cut(frame, where.detections().get(part), transform)) {
                    look(frame, part);
                }
            }
            return adapter.found();
        } finally {
            runner.handOver();
        }
    }

    private void look(Frame frame, int part) {
        sampler.sample(frame, transform);
        runner.runFresh();
        adapter.read(transform, part);
    }

    @Override
    public Map<String, String> problems() {
        return runner.problems();
    }

    @Override
    public void close() {
        runner.close();
    }
}
