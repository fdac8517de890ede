package dev.spotter.pipeline;

import dev.spotter.capture.camera.FrameSize;
import dev.spotter.model.ImageInput;
import dev.spotter.model.ImageInput.Fit;
import java.util.Collection;

/**
 * How large a camera's frames have to be for models that look at the whole of them: so large that none loses a pixel of its
 * input, and no larger, as a frame costs what its pixels cost from the decoder's pipe to the tensor.
 */
public final class FrameNeed {
    /** What the motion gate still tells something by. */
    private static final double LEAST_SHARE = 0.3;

    private FrameNeed() {}

    /**
     * The size that they need, in the proportions of {@link FrameSize#USUAL} and at most that.
     *
     * @param inputs of all models that look at the frames; where there is none, people look
     */
    public static FrameSize of(Collection<ImageInput> inputs) {
        double share = inputs.stream().mapToDouble(FrameNeed::share).max().orElse(1);
        double taken = Math.clamp(share, LEAST_SHARE, 1);
        return new FrameSize(even(taken * FrameSize.USUAL.width()), even(taken * FrameSize.USUAL.height()));
    }

    /** How much of the usual frame's side a pixel of a model's input makes of each of its own. */
    private static double share(ImageInput input) {
        double across = (double) input.width() / FrameSize.USUAL.width();
        double down = (double) input.height() / FrameSize.USUAL.height();
        return input.fit() == Fit.LETTERBOX ? Math.min(across, down) : Math.max(across, down);
    }

    private static int even(double side) {
        return 2 * (int) Math.ceil(side / 2 - 1e-9);
    }
}
